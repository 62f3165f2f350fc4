using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;
using MassTransit;

namespace Gdpr.Platform.Tests.Rooms;

/// <summary>A saga whose end is counted from child rows, as a request's is from its targets.</summary>
[NotPersonal]
public sealed class Game : SagaStateMachineInstance, IVersioned
{
    public Guid CorrelationId { get; set; }

    public string State { get; set; } = string.Empty;

    public int Players { get; set; }

    public List<Score> Scores { get; } = [];

    public int Version { get; set; }
}

[NotPersonal]
public sealed class Score
{
    public required Guid Id { get; init; }

    public required Guid GameId { get; init; }

    public required string Player { get; init; }
}

public sealed class GameStateMachine : MassTransitStateMachine<Game>
{
    public GameStateMachine()
    {
        InstanceState(g => g.State);
        Event(() => Started, e => e.CorrelateById(c => c.Message.RequestId));
        Event(() => Scored, e => e.CorrelateById(c => c.Message.RequestId));
        Event(() => EndAll, e => e.CorrelateBy((g, c) => g.State == "Playing"));

        Initially(When(Started).Then(c => c.Saga.Players = c.Message.Players).TransitionTo(Playing));
        During(
            Playing,
            Ignore(Started),
            When(Scored).ThenAsync(AddScoreAsync).If(c => c.Saga.Scores.Count >= c.Saga.Players, all => all
                .TransitionTo(Over)
                .Publish(c => new GameEnded(c.Saga.CorrelationId, c.Saga.Scores.Count))),
            When(EndAll).TransitionTo(Over));
        During(Over, Ignore(Scored), Ignore(Started), Ignore(EndAll));
    }

    public State Playing { get; private set; } = null!;

    public State Over { get; private set; } = null!;

    public Event<GameStarted> Started { get; private set; } = null!;

    public Event<PlayerScored> Scored { get; private set; } = null!;

    public Event<EndEveryGame> EndAll { get; private set; } = null!;

    // An activity sees the room's context as a payload: what it adds there commits with the saga.
    private static async Task AddScoreAsync(BehaviorContext<Game, PlayerScored> context)
    {
        var db = context.GetPayload<AlphaDbContext>();
        context.Saga.Scores.Add(new Score { Id = db.NewId(), GameId = context.Saga.CorrelationId, Player = context.Message.Player });
        db.AddEffect("scored", context.Saga.CorrelationId);
        await context.GetPayload<IServiceProvider>().Script().RunAsync(db, context);
    }
}
