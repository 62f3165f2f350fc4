using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Platform.Disclosing;

/// <summary>
/// Somebody outside received a person's data from this room (Art. 4(9)): who is told of a rectification, an erasure or a
/// restriction (Art. 19), and named to the person (Art. 15(1)(c)).
/// </summary>
public sealed class PersonDisclosure : IAboutSubject
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym, "platform.disclosures")]
    public required SubjectId SubjectId { get; init; }

    /// <summary><c>integrator:&lt;client id&gt;</c>, or <c>export:&lt;name of the recipient&gt;</c>.</summary>
    [NotPersonal]
    public required string Recipient { get; init; }

    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    /// <summary>The export that carried it; null for a reading.</summary>
    [NotPersonal]
    public Guid? Reference { get; init; }
}
