using Gdpr.Kernel.Identifiers;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>The body of <c>POST /subject-requests</c>; its id is the idempotency key.</summary>
/// <param name="Changes">Of a rectification: field and new value; an empty value takes it away.</param>
internal sealed record Question(
    Guid Id, string Type, IReadOnlyList<QuestionIdentifier> Identifiers, DateTimeOffset SubmittedAt, IReadOnlyDictionary<string, string>? Changes = null);

internal sealed record QuestionIdentifier(IdentifierKind Kind, string Value);

/// <summary>What <c>GET /.well-known/subject-rights</c> tells: which types of request are understood, and by what people are found.</summary>
internal sealed record Discovery(IReadOnlyList<string>? Rights, IReadOnlyList<string>? Identifiers, IReadOnlyList<string>? Categories);

/// <summary>The seven statuses of the contract.</summary>
internal enum AnswerStatus
{
    Completed,
    CompletedNothingFound,
    RetainedByLaw,
    AcceptedPending,
    FailedTransient,
    FailedPermanent,
    NeedsHuman,
}

/// <summary>What the third party says has become of the records of one category.</summary>
internal enum RecordOutcome
{
    Erased,
    Pseudonymised,
    Kept,
    Found,
    NothingFound,
}

/// <summary>One category of an answer, checked: category and basis are code-shaped and may travel on the bus.</summary>
internal sealed record AnsweredRecord(
    string Category, int Count, RecordOutcome Outcome, string? Basis, DateOnly? Until, IReadOnlyList<System.Text.Json.JsonElement> Data);

/// <summary>A checked answer.</summary>
internal sealed record Answer(Guid Id, AnswerStatus Status, IReadOnlyList<AnsweredRecord> Records, DateTimeOffset? ExpectedCompletion);
