using Gdpr.Kernel;

namespace Gdpr.BreachNotification.Domain;

/// <summary>One notification on its way into the file.</summary>
/// <param name="Complete">An initial one that already says everything that Art. 33(3) asks.</param>
internal sealed record Telling(NotificationKind Kind, string Authority, DateTimeOffset At, bool Complete, string? DelayReasons);

internal sealed partial class Breach
{
    /// <summary>Takes up a notification of the authority (Art. 33); whether it came late, none where no clock ran.</summary>
    public bool? Notify(Telling telling, bool authorityHasInitial, DateTimeOffset now)
    {
        var next = BreachRoad.Next(State, StepOf(telling));
        DemandPast(now, telling.At);
        if (telling.Kind == NotificationKind.Initial && authorityHasInitial)
        {
            throw new RuleViolation(BreachErrors.InitialExists);
        }

        if (telling.At < DetectedAt || (telling.Kind != NotificationKind.Initial && telling.At < NotifiedAt))
        {
            throw new RuleViolation(BreachErrors.DatesOutOfOrder);
        }

        var late = telling.Kind == NotificationKind.Initial ? this.AuthorityClock(telling.At)?.Late : LateComplement(telling);
        if (late is true && string.IsNullOrWhiteSpace(telling.DelayReasons))
        {
            throw new RuleViolation(BreachErrors.DelayReasons);
        }

        State = next;
        Remember(telling);
        return late;
    }

    private static BreachStep StepOf(Telling telling) => telling.Kind switch
    {
        NotificationKind.Initial => telling.Complete ? BreachStep.CompleteInitialNotified : BreachStep.InitialNotified,
        NotificationKind.Complementary => BreachStep.ComplementNotified,
        _ => BreachStep.ClosingNotified,
    };

    // A closing notification after a complement only says that nothing more will come: no clock runs for it.
    private bool? LateComplement(Telling telling) =>
        telling.Kind == NotificationKind.Closing && ComplementedAt is not null ? null : this.ComplementClock(telling.At)?.Late;

    private void Remember(Telling telling)
    {
        if (telling.Kind != NotificationKind.Initial)
        {
            ComplementedAt ??= telling.At;
            return;
        }

        NotifiedAt = NotifiedAt < telling.At ? NotifiedAt : telling.At;
        if (!telling.Complete)
        {
            (ComplementSince, ComplementedAt) = (telling.At, null);
        }
    }
}
