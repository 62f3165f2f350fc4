namespace Gdpr.SubjectRights.Domain;

/// <summary>Names of the states as integrators see them.</summary>
internal static class RequestStates
{
    public const string Received = nameof(Received);
    public const string AwaitingIdentity = nameof(AwaitingIdentity);
    public const string Locating = nameof(Locating);
    public const string AwaitingReview = nameof(AwaitingReview);
    public const string Executing = nameof(Executing);
    public const string Verifying = nameof(Verifying);
    public const string Completed = nameof(Completed);
    public const string PartiallyCompleted = nameof(PartiallyCompleted);
    public const string Refused = nameof(Refused);
    public const string Cancelled = nameof(Cancelled);

    public static readonly string[] Final = [Completed, Refused, Cancelled];

    /// <summary>Not answered yet, not even in part.</summary>
    public static readonly string[] Unanswered = [Received, AwaitingIdentity, Locating, AwaitingReview, Executing, Verifying];

    /// <summary>States in which the next step is a machine's, not a person's: each has a stored due time.</summary>
    public static readonly string[] Machines = [Received, Locating, Executing, Verifying];

    /// <summary>The requester is known and the answer is being made: nobody holds up another's request by claiming to be them.</summary>
    public static readonly string[] Underway = [Locating, AwaitingReview, Executing, Verifying];

    /// <summary>A request in one of these still stands: the same right of the same person joins it.</summary>
    public static readonly string[] Open = [Received, AwaitingIdentity, Locating, AwaitingReview, Executing, Verifying, PartiallyCompleted];

    public static readonly string[] All = [.. Open, .. Final];
}
