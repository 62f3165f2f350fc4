using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.SubjectRights.Sagas;

/// <summary>Lets the state machine take steps of the <see cref="Road"/>; each ends by storing the next due time.</summary>
internal static class Binders
{
    public static EventActivityBinder<SubjectRequest, T> Walk<T>(
        this EventActivityBinder<SubjectRequest, T> binder, Action<Road, BehaviorContext<SubjectRequest, T>> step)
        where T : class => binder.ThenAsync(async c =>
        {
            var road = c.Road();
            step(road, c);
            await road.SettleExtensionAsync(c.CancellationToken);
            await road.SettleLiftAsync(c.CancellationToken);
            await road.SettleSecondCheckAsync(c.CancellationToken);
            await road.ListRecipientsAsync(c.CancellationToken);
            road.PlanNextDue();
        });

    public static EventActivityBinder<SubjectRequest, T> Walk<T>(this EventActivityBinder<SubjectRequest, T> binder, Action<Road> step)
        where T : class => binder.Walk((road, _) => step(road));

    public static EventActivityBinder<SubjectRequest, T> After<T>(
        this EventActivityBinder<SubjectRequest, T> binder, Func<EventActivityBinder<SubjectRequest, T>, EventActivityBinder<SubjectRequest, T>> next)
        where T : class => next(binder);

    public static Road Road(this BehaviorContext<SubjectRequest> context) => new(
        context.Saga, context.GetPayload<SubjectRightsDbContext>(), context.GetPayload<IServiceProvider>().GetRequiredService<RoadSettings>());

    public static DateTimeOffset Now(this BehaviorContext<SubjectRequest> context) => context.GetPayload<SubjectRightsDbContext>().Now;
}
