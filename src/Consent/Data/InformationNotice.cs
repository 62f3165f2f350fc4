using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Consent.Data;

/// <summary>Proof that one person was written to under Art. 14: with which words, by whom; its mail says when it left.</summary>
internal sealed class InformationNotice : IAboutSubject
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym, InformationDuty.DataClass)]
    public required SubjectId SubjectId { get; init; }

    [NotPersonal]
    public required Guid TextId { get; init; }

    [NotPersonal]
    public required int TextVersion { get; init; }

    [PersonalData(DataCategory.Identity, InformationDuty.DataClass)]
    public required string Language { get; init; }

    [NotPersonal]
    public required string TextSha256 { get; init; }

    /// <summary>Of the whole mail, with the source of this person's data in it.</summary>
    [NotPersonal]
    public required string BodySha256 { get; init; }

    /// <summary>The source that was stated.</summary>
    [PersonalData(DataCategory.Interaction, InformationDuty.DataClass)]
    public required string Origin { get; init; }

    [PersonalData(DataCategory.Interaction, InformationDuty.DataClass)]
    public required DateTimeOffset At { get; init; }

    [NotPersonal]
    public required string By { get; init; }
}
