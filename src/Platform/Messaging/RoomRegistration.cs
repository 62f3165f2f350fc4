using System.Reflection;
using Gdpr.Messages;
using Gdpr.Platform.Data;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Messaging;

/// <summary>What the bus must know of a room: how its endpoints commit, fail and keep order.</summary>
internal abstract class RoomRegistration
{
    public abstract string Room { get; }

    public abstract Type Context { get; }

    public abstract ISagaStoreRegistration Sagas { get; }

    public abstract void Configure(IRegistrationContext context, string endpoint, IReceiveEndpointConfigurator configurator);

    public abstract void WatchDeadLetters(IRegistrationContext context, string endpoint, IReceiveEndpointConfigurator configurator);
}

internal sealed class RoomRegistration<TDb>(string room, BusTopology topology) : RoomRegistration
    where TDb : RoomDbContext
{
    private const int Partitions = 32;

    public override string Room => room;

    public override Type Context => typeof(TDb);

    public override ISagaStoreRegistration Sagas { get; } = new SagaRegistration();

    public override void Configure(IRegistrationContext context, string endpoint, IReceiveEndpointConfigurator configurator)
    {
        KeepOrderPerRequest(endpoint, configurator);
        configurator.UseMessageRetry(r =>
        {
            r.Ignore<Kernel.RuleViolation>();
            r.Intervals(50, 200, 1000);
        });
        var saga = topology.IsSaga(endpoint);
        configurator.PrefetchCount = saga ? 256 : 64;
        configurator.ConcurrentMessageLimit = saga ? 128 : 32;

        var inbox = new OutboxConsumePipeSpecificationObserver<TDb>(configurator, context);
        configurator.ConnectConsumerConfigurationObserver(inbox);
        configurator.ConnectSagaConfigurationObserver(inbox);
        WatchFailures(context, endpoint, configurator);
    }

    public override void WatchDeadLetters(IRegistrationContext context, string endpoint, IReceiveEndpointConfigurator configurator)
    {
        configurator.ConfigureConsumeTopology = false;
        WatchFailures(context, endpoint, configurator);
    }

    private static void WatchFailures(IRegistrationContext context, string endpoint, IReceiveEndpointConfigurator configurator)
    {
        var store = new FailureStore<TDb>(context.GetRequiredService<IServiceScopeFactory>(), context.GetRequiredService<TimeProvider>());
        var tracker = context.GetRequiredService<DeliveryTracker>();
        var log = context.GetRequiredService<ILoggerFactory>().CreateLogger("Gdpr.Platform.Messaging.Failures");
        var types = context.GetRequiredService<MessageTypes>();
        configurator.PublishFaults = false;
        configurator.ConfigureError(e => e.UseFilter(new FailureFilter<TDb>(store, tracker, types, log, endpoint)));
        configurator.ConfigureDeadLetter(d => d.UseFilter(new UnhandledFilter<TDb>(store, tracker, types, log, endpoint)));
    }

    // One request is one conversation: its messages are handled one after another, different requests side by side.
    private void KeepOrderPerRequest(string endpoint, IReceiveEndpointConfigurator configurator)
    {
        var (name, keeper) = topology.IsSaga(endpoint)
            ? (nameof(UseLanes), (object)new RequestLanes())
            : (nameof(Partition), configurator.CreatePartitioner(Partitions));
        foreach (var message in topology.MessagesOf(endpoint).Where(m => m.IsAssignableTo(typeof(IAboutRequest))))
        {
            var use = typeof(RoomRegistration<TDb>).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(message);
            use.Invoke(null, [configurator, keeper]);
        }
    }

    private static void Partition<T>(IReceiveEndpointConfigurator configurator, IPartitioner partitioner)
        where T : class, IAboutRequest => configurator.UsePartitioner<T>(partitioner, c => c.Message.RequestId);

    private static void UseLanes<T>(IReceiveEndpointConfigurator configurator, RequestLanes lanes)
        where T : class, IAboutRequest =>
        configurator.AddPipeSpecification(new FilterPipeSpecification<ConsumeContext<T>>(new RequestLaneFilter<T>(lanes)));

    private sealed class SagaRegistration : ISagaStoreRegistration
    {
        public void Register<TSaga>(ISagaRegistrationConfigurator<TSaga> saga)
            where TSaga : class, SagaStateMachineInstance => saga.Repository(services =>
            {
                services.RegisterSagaRepository<TSaga, TDb, SagaConsumeContextFactory<TDb, TSaga>, SagaStore<TSaga, TDb>>();
                services.RegisterLoadSagaRepository<TSaga, SagaStore<TSaga, TDb>>();
                services.RegisterQuerySagaRepository<TSaga, SagaStore<TSaga, TDb>>();
            });
    }
}
