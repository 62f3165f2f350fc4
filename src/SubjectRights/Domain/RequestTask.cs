using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.SubjectRights.Domain;

/// <summary>
/// What a person must do about a request. Tasks that follow from the request's state are not stored: for them a row only
/// says who took it. A raised one stands until somebody ends it.
/// </summary>
internal sealed class RequestTask : IVersioned
{
    [NotPersonal]
    public required Guid RequestId { get; init; }

    /// <summary>One of <see cref="TaskCodes"/>.</summary>
    [NotPersonal]
    public required string Code { get; init; }

    /// <summary>Name of a target, key of a fact, or empty.</summary>
    [NotPersonal]
    public required string About { get; init; }

    [NotPersonal]
    public required bool Raised { get; set; }

    [NotPersonal]
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Id of the member of staff who took it.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public string? Owner { get; set; }

    [NotPersonal]
    public DateTimeOffset? DoneAt { get; set; }

    [NotPersonal]
    public int Version { get; set; }
}
