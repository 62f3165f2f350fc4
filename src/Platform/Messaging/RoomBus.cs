using System.Text.RegularExpressions;
using MassTransit;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// A room's shelf on the bus. Queue names begin with the room: two rooms with a consumer of one name would otherwise
/// share a queue, and each message would reach only one of them.
/// </summary>
public sealed partial class RoomBus
{
    private readonly IBusRegistrationConfigurator _bus;
    private readonly BusTopology _topology;
    private readonly ISagaStoreRegistration _sagas;

    internal RoomBus(string room, IBusRegistrationConfigurator bus, BusTopology topology, ISagaStoreRegistration sagas)
    {
        Room = room;
        _bus = bus;
        _topology = topology;
        _sagas = sagas;
    }

    public string Room { get; }

    /// <summary>Adds a consumer on <c>&lt;room&gt;-&lt;endpoint&gt;</c>; by default the endpoint is named after the consumer.</summary>
    public void AddConsumer<TConsumer>(string? endpoint = null)
        where TConsumer : class, IConsumer
    {
        var queue = Queue(endpoint ?? Kebab(typeof(TConsumer).Name.Replace("Consumer", string.Empty, StringComparison.Ordinal)));
        _bus.AddConsumer<TConsumer>().Endpoint(e => e.Name = queue);
        _topology.Add(queue, typeof(TConsumer).GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(i => i.GetGenericArguments()[0]));
    }

    /// <summary>Adds a saga, stored in the room's database, on <c>&lt;room&gt;-&lt;endpoint&gt;</c>.</summary>
    public void AddSaga<TMachine, TSaga>(string endpoint)
        where TMachine : class, SagaStateMachine<TSaga>, new()
        where TSaga : class, SagaStateMachineInstance
    {
        var queue = Queue(endpoint);
        _sagas.Register(_bus.AddSagaStateMachine<TMachine, TSaga>().Endpoint(e => e.Name = queue));
        _topology.AddSaga(queue, new TMachine().Events
            .Select(e => e.GetType().GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(Event<>)))
            .OfType<Type>()
            .Select(i => i.GetGenericArguments()[0]));
    }

    public static string Kebab(string name) => Capital().Replace(name, "-$1").ToLowerInvariant();

    private string Queue(string endpoint) => $"{Room}-{endpoint}";

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex Capital();
}

/// <summary>Knows the room's context type, which the bus registration must not.</summary>
internal interface ISagaStoreRegistration
{
    void Register<TSaga>(ISagaRegistrationConfigurator<TSaga> saga)
        where TSaga : class, SagaStateMachineInstance;
}
