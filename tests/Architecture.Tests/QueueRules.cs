using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Architecture.Tests;

/// <summary>A queue carries the name of its room, and only that room listens on it.</summary>
internal static class QueueRules
{
    public static IReadOnlyList<(string Queue, Type Listener)> Endpoints(SuiteHost suite) =>
        [.. Listeners(suite).SelectMany(l => suite.Services.GetRequiredService<BusTopology>().Endpoints
            .Where(q => l.Queue == q).Select(q => (q, l.Listener)))];

    public static IEnumerable<string> Violations(SuiteHost suite)
    {
        var topology = suite.Services.GetRequiredService<BusTopology>();
        var listeners = Listeners(suite).ToLookup(l => l.Queue, l => l.Listener);
        foreach (var queue in topology.Endpoints)
        {
            var room = suite.Modules.Where(m => queue.StartsWith(m.Name + "-", StringComparison.Ordinal)).MaxBy(m => m.Name.Length);
            if (room is null)
            {
                yield return $"{queue} begins with no room";
                continue;
            }

            foreach (var stranger in listeners[queue].SelectMany(Parts).Where(t => !Belongs(t, room)))
            {
                yield return $"{queue} is heard by {stranger.Assembly.GetName().Name!.Replace("Gdpr.", string.Empty, StringComparison.Ordinal)}'s {stranger.Name}";
            }
        }

        foreach (var unknown in listeners.Select(l => l.Key).Except(topology.Endpoints))
        {
            yield return $"{unknown} was added to the bus behind the topology's back";
        }
    }

    private static IEnumerable<(string Queue, Type Listener)> Listeners(SuiteHost suite)
    {
        var context = suite.Services.GetRequiredService<IBusRegistrationContext>();
        var names = suite.Services.GetService<IEndpointNameFormatter>() ?? DefaultEndpointNameFormatter.Instance;
        return suite.Services.GetServices<IConsumerRegistration>().Select(r => (Queue(suite, r.Type), r.Type))
            .Concat(suite.Services.GetServices<ISagaRegistration>().Select(r => (Queue(suite, r.Type), r.Type)));
    }

    private static string Queue(SuiteHost suite, Type listener) =>
        suite.Services.GetServices<IEndpointRegistration>().Single(e => e.Type == listener).GetDefinition(suite.Services.GetRequiredService<IBusRegistrationContext>()).GetEndpointName(DefaultEndpointNameFormatter.Instance);

    // ParticipationConsumer<TDb, TParticipant> belongs to the room of its arguments.
    private static IEnumerable<Type> Parts(Type listener) => listener.IsGenericType ? listener.GetGenericArguments() : [listener];

    private static bool Belongs(Type type, IModule room) => type.Assembly == room.GetType().Assembly;
}
