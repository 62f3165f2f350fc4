using Gdpr.Kernel;
using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Retention;

namespace Gdpr.BreachNotification.Domain;

/// <summary>Who decided that we became aware, when, and why (EDPB 9/2022: a reasonable degree of certainty).</summary>
internal sealed record AwarenessDecision(DateTimeOffset AwareAt, string DecidedBy, DateTimeOffset DecidedAt, string Reason);

/// <summary>What a named person says about the risk, and why.</summary>
internal sealed record RiskStatement(RiskLevel Level, string Reason, string DecidedBy, DateTimeOffset DecidedAt);

internal sealed partial class Breach
{
    public const string RetentionCode = "BREACH_FILE";

    public void See(DateTimeOffset? detectedAt, DateTimeOffset? investigationStart, DateTimeOffset now)
    {
        Learn(detectedAt, investigationStart, now);
        DemandOrder();
    }

    public void Decide(AwarenessDecision decision, DateTimeOffset? detectedAt, DateTimeOffset? investigationStart, DateTimeOffset now)
    {
        State = BreachRoad.Next(State, BreachStep.AwarenessDecided);
        DemandPast(now, decision.AwareAt, decision.DecidedAt);
        if (decision.DecidedAt < decision.AwareAt)
        {
            throw new RuleViolation(BreachErrors.DatesOutOfOrder);
        }

        Learn(detectedAt, investigationStart, now);
        Become(decision);
        DemandOrder();
    }

    /// <summary>A processor told us: the clock starts when we are told, never later (Art. 33(2)). False when it runs from earlier or the authority knows.</summary>
    public bool ProcessorTold(DateTimeOffset processorAwareAt, AwarenessDecision told, DateTimeOffset now)
    {
        State = BreachRoad.Next(State, BreachStep.ProcessorTold);
        DemandPast(now, processorAwareAt, told.AwareAt);
        if (processorAwareAt > told.AwareAt)
        {
            throw new RuleViolation(BreachErrors.DatesOutOfOrder);
        }

        ProcessorAwareAt = ProcessorAwareAt < processorAwareAt ? ProcessorAwareAt : processorAwareAt;
        if (NotifiedAt is not null || AwareAt <= told.AwareAt)
        {
            return false;
        }

        Become(told);
        return true;
    }

    public void Assess() => State = BreachRoad.Next(State, BreachStep.Assessed);

    public void StateRisk(RiskStatement statement, DateTimeOffset now)
    {
        DemandPast(now, statement.DecidedAt);
        State = BreachRoad.Next(State, statement.Level == RiskLevel.Unlikely ? BreachStep.RiskUnlikely : BreachStep.RiskStated);
        (Risk, RiskReason, RiskDecidedBy, RiskDecidedAt) = (statement.Level, statement.Reason, statement.DecidedBy, statement.DecidedAt);
    }

    public void Change(BreachFacts facts)
    {
        State = BreachRoad.Next(State, BreachStep.FactsChanged);
        Facts = facts;
    }

    public void NameSubjects() => State = BreachRoad.Next(State, BreachStep.SubjectsNamed);

    public int PlanReminders() => ++ReminderRound;

    public void Close(string reason, string? subjectsTold, DateTimeOffset now)
    {
        if (State is BreachState.Aware or BreachState.FullyNotified && Risk is null)
        {
            throw new RuleViolation(BreachErrors.RiskNotDecided);
        }

        State = BreachRoad.Next(State, BreachStep.Closed);
        if (Risk == RiskLevel.High && subjectsTold is null)
        {
            throw new RuleViolation(BreachErrors.SubjectsNotTold);
        }

        (ClosedAt, CloseReason, SubjectsTold) = (now, reason, subjectsTold);
        KeepUntil = RetentionPeriods.EndOf(RetentionCode, Jurisdiction.Of(Country).DateOf(now));
    }

    private void Become(AwarenessDecision decision) =>
        (AwareAt, AwareDecidedBy, AwareDecidedAt, AwareReason) = (decision.AwareAt, decision.DecidedBy, decision.DecidedAt, decision.Reason);

    private void Learn(DateTimeOffset? detectedAt, DateTimeOffset? investigationStart, DateTimeOffset now)
    {
        DemandPast(now, detectedAt, investigationStart);
        (DetectedAt, InvestigationStart) = (detectedAt ?? DetectedAt, investigationStart ?? InvestigationStart);
    }

    private void DemandOrder()
    {
        if (DetectedAt > InvestigationStart || DetectedAt > AwareAt || InvestigationStart > AwareAt)
        {
            throw new RuleViolation(BreachErrors.DatesOutOfOrder);
        }
    }

    private static void DemandPast(DateTimeOffset now, params IEnumerable<DateTimeOffset?> given)
    {
        if (given.Any(at => at > now))
        {
            throw new RuleViolation(BreachErrors.DateInFuture);
        }
    }
}
