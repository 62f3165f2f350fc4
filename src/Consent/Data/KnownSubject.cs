using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>A person that Contacts has announced; for anybody else the answer is <c>UNKNOWN_SUBJECT</c>.</summary>
internal sealed class KnownSubject : IAboutSubject
{
    [PersonalData(DataCategory.Pseudonym, SubjectHash.DataClass)]
    public required SubjectId SubjectId { get; init; }

    [NotPersonal]
    public required DateTimeOffset Since { get; init; }

    /// <summary>As Contacts last told it; facts stated to this room go first.</summary>
    [PersonalData(DataCategory.Contact, SubjectHash.DataClass)]
    public string? Country { get; set; }

    [PersonalData(DataCategory.Identity, SubjectHash.DataClass)]
    public string? Audience { get; set; }

    /// <summary>Where the data came from, in a word; null where Contacts cannot say.</summary>
    [PersonalData(DataCategory.Interaction, SubjectHash.DataClass)]
    public string? Origin { get; set; }

    /// <summary>When a notice of Art. 14 left.</summary>
    [PersonalData(DataCategory.Interaction, SubjectHash.DataClass)]
    public DateTimeOffset? InformedAt { get; set; }
}
