using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Contacts.Domain;

/// <summary>
/// What was held of a person when a request about them came, put aside before somebody changed it: a copy shows the state
/// at receipt (EDPB 01/2022). Goes with the hold of the request.
/// </summary>
internal sealed class ReceivedState : IAboutSubject
{
    [NotPersonal]
    public required Guid RequestId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId SubjectId { get; init; }

    /// <summary>When it was put aside: nothing had been changed since the request came.</summary>
    [NotPersonal]
    public required DateTimeOffset At { get; init; }

    /// <summary>Sealed, so that no search, export or second person's erasure meets these words; destroyed with the row.</summary>
    [PersonalData(DataCategory.Credential)]
    public required byte[] Key { get; init; }

    [PersonalData(DataCategory.Encrypted, DataClasses.Identity)]
    public required byte[] Box { get; init; }
}
