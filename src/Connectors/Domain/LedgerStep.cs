using Gdpr.Platform.Privacy;

namespace Gdpr.Connectors.Domain;

/// <summary>What happened in a call.</summary>
internal enum StepKind
{
    /// <summary>Written and committed before a call.</summary>
    Intent,
    Asked,
    Posted,
    Polled,
}

/// <summary>One line of the append-only record of what was asked and answered: no body and no identifier.</summary>
[NotPersonal]
internal sealed class LedgerStep
{
    public required Guid Id { get; init; }

    public required Guid TaskId { get; init; }

    public required Guid RequestId { get; init; }

    public required string Target { get; init; }

    /// <summary>The idempotency key of the call.</summary>
    public required Guid CallKey { get; init; }

    public required StepKind Step { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>HTTP status; null when there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>SHA-256 of the answer's body, to be compared with what the third party shows in a dispute.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public string? AnswerDigest { get; init; }

    /// <summary>Records named in the answer.</summary>
    public int? Records { get; init; }

    /// <summary>The status answered, or our code for what went wrong.</summary>
    public string? Code { get; init; }
}
