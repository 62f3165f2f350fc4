using System.Text.Json.Serialization;

namespace Gdpr.Simulators.Contract;

/// <summary>The seven statuses of the in-house contract.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestStatus>))]
public enum RequestStatus
{
    Completed,
    CompletedNothingFound,
    RetainedByLaw,
    AcceptedPending,
    FailedTransient,
    FailedPermanent,
    NeedsHuman,
}

/// <summary>What became of the records of one category.</summary>
[JsonConverter(typeof(CamelCase<RecordOutcome>))]
public enum RecordOutcome
{
    Erased,
    Pseudonymised,
    Kept,
    Found,
    NothingFound,
}

/// <summary>One category of an answer; a kept one names its basis and its end.</summary>
public sealed record AnsweredRecord(
    string Category,
    int Count,
    RecordOutcome Outcome,
    string? Basis = null,
    DateOnly? Until = null,
    IReadOnlyList<object>? Data = null);

/// <summary>The answer to a request, now or when polled.</summary>
public sealed record RequestAnswer(
    Guid Id,
    RequestStatus Status,
    IReadOnlyList<AnsweredRecord>? Records = null,
    DateTimeOffset? ExpectedCompletion = null);
