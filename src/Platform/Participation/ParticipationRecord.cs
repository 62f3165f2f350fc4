using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Platform.Participation;

/// <summary>What this room answered to one phase of one request: the same question again gets the same answer.</summary>
[NotPersonal]
public sealed class ParticipationRecord
{
    public required Guid RequestId { get; init; }

    public required string Target { get; init; }

    public required string Phase { get; init; }

    public required int Round { get; init; }

    /// <summary>The report as it was sent: coded data only.</summary>
    public required string Report { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>An open request about a person: no purge, no merge, and while <see cref="EditsHeld"/> no edit by others.</summary>
public sealed class SubjectHold
{
    [NotPersonal]
    public required Guid RequestId { get; init; }

    [PersonalData(DataCategory.Pseudonym)]
    public required SubjectId SubjectId { get; init; }

    [NotPersonal]
    public required DateTimeOffset Since { get; init; }

    [NotPersonal]
    public bool EditsHeld { get; set; }

    /// <summary>When a hold for a requester not yet identified ends by itself; null lasts until the request is closed.</summary>
    [NotPersonal]
    public DateTimeOffset? Until { get; set; }
}
