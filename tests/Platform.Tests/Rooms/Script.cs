using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Tests.Rooms;

/// <summary>What the consumers of the play rooms do in a test: by room and message; nothing unless told.</summary>
public sealed class Script
{
    private readonly ConcurrentDictionary<(string Room, Type Message), Func<PlayDbContext, ConsumeContext, Task>> _acts = new();

    public ConcurrentQueue<(string Room, object Message, Guid MessageId)> Calls { get; } = new();

    public void On<T>(string room, Func<PlayDbContext, ConsumeContext<T>, Task> act)
        where T : class => _acts[(room, typeof(T))] = (db, context) => act(db, (ConsumeContext<T>)context);

    /// <summary>The usual act: one row that counts the effect.</summary>
    public void OnEffect<T>(string room, Func<T, Guid> about)
        where T : class => On<T>(room, (db, context) =>
        {
            db.AddEffect(typeof(T).Name, about(context.Message));
            return Task.CompletedTask;
        });

    public int CallsOf<T>(string room) => Calls.Count(c => c.Room == room && c.Message is T);

    internal Task RunAsync<T>(PlayDbContext db, ConsumeContext<T> context)
        where T : class
    {
        Calls.Enqueue((db.Room, context.Message, context.MessageId!.Value));
        return _acts.TryGetValue((db.Room, typeof(T)), out var act) ? act(db, context) : Task.CompletedTask;
    }
}

internal static class ScriptServices
{
    public static Script Script(this IServiceProvider services) => services.GetRequiredService<Script>();
}

/// <summary>Hears everything that play rooms say, on one endpoint <c>&lt;room&gt;-play</c>.</summary>
internal sealed class PlayConsumer<TDb>(TDb db, Script script)
    : IConsumer<Pinged>, IConsumer<DoPing>, IConsumer<Ponged>, IConsumer<StepTaken>, IConsumer<GameEnded>
    where TDb : PlayDbContext
{
    public Task Consume(ConsumeContext<Pinged> context) => script.RunAsync(db, context);

    public Task Consume(ConsumeContext<DoPing> context) => script.RunAsync(db, context);

    public Task Consume(ConsumeContext<Ponged> context) => script.RunAsync(db, context);

    public Task Consume(ConsumeContext<StepTaken> context) => script.RunAsync(db, context);

    public Task Consume(ConsumeContext<GameEnded> context) => script.RunAsync(db, context);
}
