using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Connectors.Domain;

/// <summary>What a third party is asked to do in one phase of a request.</summary>
internal enum TaskPhase
{
    Locate,
    Act,
    Verify,
}

/// <summary>How far the asking has come.</summary>
internal enum TaskState
{
    /// <summary>To be asked, or asked without a usable answer yet.</summary>
    Open,

    /// <summary>The third party took it and is working; it is polled.</summary>
    Pending,

    /// <summary>Reported; the report is repeated to whoever asks again.</summary>
    Finished,

    /// <summary>The case closed before an answer: nobody waits for one.</summary>
    Dropped,
}

/// <summary>
/// One question to one third party, asked until it is answered. No SubjectId and no identifier is kept in this room
/// outside the sealed exports of an open case, so an erasure finds nothing here but keyed hashes.
/// </summary>
[NotPersonal]
internal sealed class ConnectionTask : IVersioned
{
    public required Guid Id { get; init; }

    public required Guid RequestId { get; init; }

    public required string Target { get; init; }

    public required TaskPhase Phase { get; init; }

    public required int Round { get; init; }

    public required RightRequested Right { get; init; }

    /// <summary>The approved data as JSON, coded; null unless something was approved.</summary>
    public string? Plan { get; init; }

    public TaskState State { get; set; }

    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Until when one instance works on it alone.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    public int Attempts { get; set; }

    public int Polls { get; set; }

    /// <summary>Set before the first call: an intent without an answer is asked after before it is repeated.</summary>
    public DateTimeOffset? IntentAt { get; set; }

    /// <summary>When a pending answer is overdue.</summary>
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>The last report as it was sent; coded data only.</summary>
    public string? Report { get; set; }

    /// <summary>The trace of whoever asked: calls and report continue it, however much later.</summary>
    public string? TraceParent { get; init; }

    public int Version { get; set; }
}
