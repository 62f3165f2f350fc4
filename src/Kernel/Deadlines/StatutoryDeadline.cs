using System.Collections.Frozen;

namespace Gdpr.Kernel.Deadlines;

/// <summary>The legal clock: when what must happen must have happened (GDPR Arts. 12, 14, 33, 34 and 36; Reg. 1182/71).</summary>
public static class StatutoryDeadline
{
    private static readonly FrozenDictionary<string, Func<Clock, DeadlineAnswer>> Kinds =
        new Dictionary<string, Func<Clock, DeadlineAnswer>>
        {
            [DeadlineKind.Dsr] = RequestDeadlines.Answer,
            [DeadlineKind.Restriction] = RequestDeadlines.Answer,
            [DeadlineKind.MinorErasure] = RequestDeadlines.Answer,
            [DeadlineKind.DsrRefusal] = RequestDeadlines.Answer,
            [DeadlineKind.DsrExtensionNotice] = RequestDeadlines.Answer,
            [DeadlineKind.BreachAuthority] = BreachDeadlines.Authority,
            [DeadlineKind.BreachFollowUp] = BreachDeadlines.FollowUp,
            [DeadlineKind.BreachSubjects] = BreachDeadlines.Subjects,
            [DeadlineKind.Art14Notice] = Art14Deadline.Answer,
            [DeadlineKind.PriorConsultationReply] = PriorConsultationDeadline.Answer,
            [DeadlineKind.MarketingObjection] = MarketingDeadlines.Objection,
            [DeadlineKind.ConsentWithdrawal] = MarketingDeadlines.Withdrawal,
            [DeadlineKind.UnsubscribeSenderRule] = MarketingDeadlines.Unsubscribe,
            [DeadlineKind.PhoneConsentExpiry] = PhoneDeadlines.ConsentExpiry,
            [DeadlineKind.PhoneProofRetention] = PhoneDeadlines.ProofRetention,
            [DeadlineKind.PhoneRefusalCooldown] = PhoneDeadlines.RefusalCooldown,
        }.ToFrozenDictionary();

    public static IReadOnlyCollection<string> KnownKinds => Kinds.Keys;

    public static DeadlineAnswer Evaluate(DeadlineQuestion question)
    {
        if (question.Kind is null || !Kinds.TryGetValue(question.Kind, out var answer))
        {
            throw new RuleViolation(DeadlineErrors.KindUnknown);
        }

        var clock = new Clock(question);
        var answered = answer(clock);
        return answered with { Disputable = clock.Disputable, Calendar = clock.Calendar, Steps = clock.Steps };
    }
}
