using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>
/// Somebody whose data did not come from themselves has to be told (Art. 14): from where, until when, and whether it was
/// done or need not be (Art. 14(5)). One row a person; what was sent is in <see cref="InformationNotice"/>.
/// </summary>
internal sealed class InformationDuty : IAboutSubject, IVersioned
{
    public const string DataClass = "consent.information";

    [PersonalData(DataCategory.Pseudonym, DataClass)]
    public required SubjectId SubjectId { get; init; }

    /// <summary>Its place in lists.</summary>
    [NotPersonal]
    public required Guid Id { get; init; }

    /// <summary><c>purchased</c>, <c>partner</c> or <c>public</c>.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public required string Origin { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public required DateTimeOffset ObtainedAt { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public string? Supplier { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public bool? PartnersNamed { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public DateTimeOffset? FirstContactAt { get; set; }

    [PersonalData(DataCategory.Interaction, DataClass)]
    public DateTimeOffset? FirstDisclosureAt { get; set; }

    /// <summary>The earliest of a month, the first contact and the first disclosure (Art. 14(3)).</summary>
    [NotPersonal]
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>The notice that was written; it has told the person once its mail has left.</summary>
    [NotPersonal]
    public Guid? NoticeId { get; set; }

    /// <summary>When that mail left.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public DateTimeOffset? InformedAt { get; set; }

    [NotPersonal]
    public DateTimeOffset? ExemptAt { get; set; }

    /// <summary>One of <see cref="Domain.ExemptGrounds"/>.</summary>
    [PersonalData(DataCategory.Interaction, DataClass)]
    public string? ExemptGround { get; set; }

    [PersonalData(DataCategory.FreeText, DataClass)]
    public string? ExemptReason { get; set; }

    [NotPersonal]
    public string? ExemptBy { get; set; }

    [NotPersonal]
    public int Version { get; set; } = 1;

    /// <summary>Neither told nor exempt, as far as this row says.</summary>
    public bool IsOpen => InformedAt is null && ExemptAt is null;
}
