using System.Text.Json;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Messaging;

namespace Gdpr.Connectors.Features.Executing;

/// <summary>What to ask for a task: a type of the contract, or what is reported without asking.</summary>
internal sealed record Course(string? Type, Verdict? Verdict = null)
{
    public static Course Asking(string type) => new(type);

    public static Course Telling(Verdict verdict) => new(null, verdict);
}

/// <summary>Decides what a phase, a right and a role come to in the contract.</summary>
internal static class Questions
{
    public const string Locate = "locate";
    public const string Access = "access";
    public const string Erase = "erase";
    public const string Inform = "inform";
    public const string Rectify = "rectify";
    public const string Restrict = "restrict";

    /// <summary>An objection to marketing, as a processor that markets for us takes it (Art. 21(3)).</summary>
    public const string Unsubscribe = "unsubscribe";

    /// <param name="located">What the third party said it holds, when it was located.</param>
    /// <param name="acted">What was reported when it acted.</param>
    /// <param name="marketsForUs">Whether a recipient is told of objections too.</param>
    public static Course Of(ConnectionTask task, ConnectionRole role, bool marketsForUs, IReadOnlyList<Datum> located, ParticipantReported? acted) => task.Phase switch
    {
        TaskPhase.Locate => Course.Asking(Locate),
        TaskPhase.Act when role == ConnectionRole.Recipient && IsPart(task, located) => Course.Telling(Verdict.NeedsHuman(TaskCodes.RecipientNotInformed)),
        TaskPhase.Act when role == ConnectionRole.Recipient => IsTold(task.Right, marketsForUs) ? Course.Asking(Inform) : Course.Telling(Verdict.Done([], Assurance.VendorDeclared)),
        TaskPhase.Act => Act(task, located),

        // An independent controller is informed and answers for itself (Art. 19); there is nothing of ours to verify.
        _ when role == ConnectionRole.Recipient => Course.Telling(Verdict.Done(acted?.Data ?? [], Assurance.VendorDeclared)),
        _ when task.Right == RightRequested.Erasure => Course.Asking(Locate),
        _ when IsProvided(task.Right) => Course.Telling(Verdict.Done(acted?.Data ?? [], Assurance.ReadBack)),

        // The contract has no question that reads these back: what stands is the vendor's word, and it is called so.
        _ when TypeOf(task.Right) is not null => Course.Telling(Verdict.Done(acted?.Data ?? [], Assurance.VendorDeclared)),
        _ => Course.Telling(Verdict.NeedsHuman(TaskCodes.RightNotSupported)),
    };

    /// <summary>What must be on the list of <c>/.well-known/subject-rights</c> before it is asked: not everybody can do it.</summary>
    public static bool IsOptional(string type) => type is Inform or Rectify or Restrict or Unsubscribe;

    public static Outcome OutcomeOf(string type) => type switch
    {
        Rectify => Outcome.Rectified,
        Restrict => Outcome.Restricted,
        _ => Outcome.Informed,
    };

    private static string? TypeOf(RightRequested right) => right switch
    {
        RightRequested.Rectification => Rectify,
        RightRequested.Restriction => Restrict,
        RightRequested.Objection => Unsubscribe,
        _ => null,
    };

    public static bool IsProvided(RightRequested right) => right is RightRequested.Access or RightRequested.Portability;

    public static bool IsTold(RightRequested right, bool marketsForUs) =>
        right is RightRequested.Erasure or RightRequested.Rectification or RightRequested.Restriction || (right == RightRequested.Objection && marketsForUs);

    private static Datum[] PlanOf(ConnectionTask task) => task.Plan is null ? [] : JsonSerializer.Deserialize<Datum[]>(task.Plan, MessageJson.Options)!;

    // Something is held that the erasure does not cover.
    private static bool IsPart(ConnectionTask task, IReadOnlyList<Datum> located)
    {
        var plan = PlanOf(task);
        return task.Right == RightRequested.Erasure && plan.Length > 0 && located.Any(l => !Array.Exists(plan, p => p.DataClass == l.DataClass));
    }

    private static Course Act(ConnectionTask task, IReadOnlyList<Datum> located)
    {
        if (task.Right != RightRequested.Erasure)
        {
            return IsProvided(task.Right) ? Course.Asking(Access)
                : TypeOf(task.Right) is { } type ? Course.Asking(type)
                : Course.Telling(Verdict.NeedsHuman(TaskCodes.RightNotSupported));
        }

        var plan = PlanOf(task);
        var gone = plan.Where(d => d.Outcome is Outcome.Erased or Outcome.Pseudonymised).ToList();
        var kept = plan.Where(d => d.Outcome == Outcome.Kept).ToList();
        if (kept.Count > 0 && gone.Count == 0)
        {
            return Course.Telling(Verdict.Done(kept, Assurance.VendorDeclared));
        }

        // The contract erases a person, not a category: what a reviewer keeps, or nobody asked to erase, must not go with the rest.
        var spared = IsPart(task, located) || kept.Any(k => located.Any(l => l.DataClass == k.DataClass && l.Outcome == Outcome.Erased)
            && !located.Any(l => l.DataClass == k.DataClass && l.Outcome == Outcome.Kept));
        return spared ? Course.Telling(Verdict.NeedsHuman(TaskCodes.PlanNotExpressible)) : Course.Asking(Erase);
    }
}
