namespace Gdpr.Connectors.ThirdParties;

/// <summary>How a call went, before anybody looks at what was said.</summary>
internal enum ReplyKind
{
    /// <summary>There is an answer of the contract.</summary>
    Answered,

    /// <summary>The third party does not know the request that was asked after.</summary>
    Unknown,

    /// <summary>No answer now; a later attempt may get one.</summary>
    Transient,

    /// <summary>No later attempt will get another answer.</summary>
    Permanent,

    /// <summary>It answered something that is not in the contract: a person looks at it.</summary>
    NotUnderstood,
}

/// <summary>One call's end: for the ledger its status and digest, for the task what to do next.</summary>
internal sealed record Reply(ReplyKind Kind, string? Code, int? StatusCode = null, string? Digest = null, Answer? Answer = null, TimeSpan? RetryAfter = null);
