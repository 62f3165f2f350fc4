using System.Collections.Frozen;
using Gdpr.Kernel;
using static Gdpr.BreachNotification.Domain.BreachErrors;
using static Gdpr.BreachNotification.Domain.BreachState;

namespace Gdpr.BreachNotification.Domain;

/// <summary>One cell of the road: the next state, or the rule that refuses the step.</summary>
internal sealed record BreachCell(BreachState? Next, RuleError? Refusal)
{
    public static implicit operator BreachCell(BreachState next) => new(next, null);

    public static implicit operator BreachCell(RuleError refusal) => new(null, refusal);
}

/// <summary>Every step in every state: no pair is left to chance. <c>docs/sagas/breach.md</c> shows the same table.</summary>
internal static class BreachRoad
{
    private static readonly FrozenDictionary<BreachStep, BreachCell[]> Rows = new Dictionary<BreachStep, BreachCell[]>
    {
        // In the order of BreachState:          Detected          Aware                RegisterOnly    Notified               FullyNotified      Closed
        [BreachStep.AwarenessDecided] =        [Aware,            Aware,               RegisterOnly,   AwarenessNotified,     AwarenessNotified, BreachErrors.Closed],
        [BreachStep.ProcessorTold] =           [Aware,            Aware,               RegisterOnly,   Notified,              FullyNotified,     BreachErrors.Closed],
        [BreachStep.Assessed] =                [Detected,         Aware,               RegisterOnly,   Notified,              FullyNotified,     BreachErrors.Closed],
        [BreachStep.RiskUnlikely] =            [AwarenessMissing, RegisterOnly,        RegisterOnly,   Notified,              FullyNotified,     BreachErrors.Closed],
        [BreachStep.RiskStated] =              [AwarenessMissing, Aware,               Aware,          Notified,              FullyNotified,     BreachErrors.Closed],
        [BreachStep.InitialNotified] =         [AwarenessMissing, Notified,            Notified,       Notified,              Notified,          BreachErrors.Closed],
        [BreachStep.CompleteInitialNotified] = [AwarenessMissing, FullyNotified,       FullyNotified,  Notified,              FullyNotified,     BreachErrors.Closed],
        [BreachStep.ComplementNotified] =      [AwarenessMissing, InitialMissing,      InitialMissing, Notified,              FullyNotified,     BreachErrors.Closed],
        [BreachStep.ClosingNotified] =         [AwarenessMissing, InitialMissing,      InitialMissing, FullyNotified,         FullyNotified,     BreachErrors.Closed],
        [BreachStep.FactsChanged] =            [Detected,         Aware,               RegisterOnly,   Notified,              FullyNotified,     BreachErrors.Closed],
        [BreachStep.SubjectsNamed] =           [Detected,         Aware,               RegisterOnly,   Notified,              FullyNotified,     BreachErrors.Closed],
        [BreachStep.Closed] =                  [AwarenessMissing, NotificationMissing, BreachState.Closed, NotificationNotClosed, BreachState.Closed, BreachErrors.Closed],
    }.ToFrozenDictionary();

    public static BreachCell At(BreachState state, BreachStep step) => Rows[step][(int)state];

    /// <summary>The next state; a step that the state does not allow breaks the rule that its cell names.</summary>
    public static BreachState Next(BreachState state, BreachStep step)
    {
        var cell = At(state, step);
        return cell.Next ?? throw new RuleViolation(cell.Refusal!);
    }
}
