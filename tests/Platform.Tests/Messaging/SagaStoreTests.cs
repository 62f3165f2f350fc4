using System.Collections.Concurrent;
using Gdpr.Platform.Tests.Rooms;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class SagaStoreTests
{
    private static PlayModule<AlphaDbContext> WithSaga => new("alpha") { WithSaga = true };

    [Fact]
    public async Task A_saga_with_child_rows_runs_from_start_to_end()
    {
        await using var host = await PlayHost.StartAsync(o => o.Modules = [WithSaga]);
        var game = Guid.CreateVersion7();

        await host.PublishAsync(new GameStarted(game, 12));
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Games.AnyAsync(g => g.State == "Playing")), "the game plays");
        await host.DoAsync(async db =>
        {
            foreach (var player in Enumerable.Range(0, 12))
            {
                db.Publish(new PlayerScored(game, $"player {player}"));
            }

            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(() => host.Script.CallsOf<GameEnded>("alpha") == 1, "the end is announced");
        await host.OutboxEmptyAsync();

        var row = await host.AlphaAsync(db => db.Games.SingleAsync());
        Assert.Equal("Over", row.State);
        Assert.Equal(12, row.Scores.Select(s => s.Player).Distinct().Count());
        Assert.Equal(12, await host.AlphaEffectsAsync("scored"));
        Assert.Equal(0, await host.AlphaAsync(db => db.DeadMessages.CountAsync()));
        Assert.Equal(12, host.Script.Calls.Select(c => c.Message).OfType<GameEnded>().Single().Points);
    }

    [Fact]
    public async Task A_change_between_load_and_save_is_seen_and_tried_again()
    {
        await using var host = await PlayHost.StartAsync(o => o.Modules = [WithSaga]);
        var game = await PlayingAsync(host, 2);
        var first = true;
        host.Script.On<PlayerScored>("alpha", async (_, _) =>
        {
            if (first)
            {
                first = false;

                // Another instance handles the other player's message meanwhile.
                await host.DoAsync(async db =>
                {
                    var saga = await db.Games.SingleAsync();
                    saga.Scores.Add(new Score { Id = db.NewId(), GameId = saga.CorrelationId, Player = "other" });
                    db.Entry(saga).Property(s => s.Version).IsModified = true;
                    await db.SaveChangesAsync();
                });
            }
        });

        await host.PublishAsync(new PlayerScored(game, "one"));

        await PlayHost.UntilAsync(() => host.Script.CallsOf<GameEnded>("alpha") == 1, "the second attempt sees both and ends the game");
        Assert.Equal(2, host.Script.CallsOf<PlayerScored>("alpha"));
        Assert.Equal(1, await host.AlphaEffectsAsync("scored"));
        Assert.Equal(2, await host.AlphaAsync(db => db.Set<Score>().CountAsync()));
    }

    [Fact]
    public async Task Two_last_child_rows_on_two_instances_do_not_miss_each_other()
    {
        await using var host = await PlayHost.StartAsync(o => o.Modules = [WithSaga]);
        var game = await PlayingAsync(host, 3);
        await host.PublishAsync(new PlayerScored(game, "one"));
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Set<Score>().AnyAsync()), "the first score is there");

        // A child row alone must move the version, or the instance that wrote it is not noticed.
        Assert.Equal(1, await host.AlphaAsync(db => db.Games.Select(g => g.Version).SingleAsync()));
    }

    [Fact]
    public async Task Saga_inbox_and_outbox_are_one_commit()
    {
        var commits = new CommitCounter();
        await using var host = await PlayHost.StartAsync(o =>
        {
            o.Modules = [WithSaga];
            o.Adjust = b => b.Services.ConfigureDbContext<AlphaDbContext>(c => c.AddInterceptors(commits));
        });
        var game = await PlayingAsync(host, 1);
        await host.OutboxEmptyAsync();
        commits.Commits.Clear();
        var gate = new TaskCompletionSource();
        host.Script.On<GameEnded>("alpha", (_, _) => gate.Task.WaitAsync(TimeSpan.FromSeconds(60)));

        var endpoint = await host.Bus.GetSendEndpoint(new Uri("exchange:alpha-game"));
        await endpoint.Send(new PlayerScored(game, "one"));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<GameEnded>("alpha") == 1, "the end is announced");

        var commit = Assert.Single(commits.Commits);
        Assert.Equal(1, commit.Saves);
        Assert.Superset(
            new HashSet<string> { "Game", "Score", "Effect", "InboxMessage", "OutboxMessage" }, commit.Written);
        gate.SetResult();
    }

    [Fact]
    public async Task Sagas_are_found_by_query_and_loaded_by_id()
    {
        await using var host = await PlayHost.StartAsync(o => o.Modules = [WithSaga]);
        var (one, two) = (await PlayingAsync(host, 5), await PlayingAsync(host, 6));
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var loaded = await scope.ServiceProvider.GetRequiredService<ILoadSagaRepository<Game>>().Load(one);
            Assert.Equal(5, loaded.Players);
            var found = await scope.ServiceProvider.GetRequiredService<IQuerySagaRepository<Game>>().Find(new Found(g => g.Players == 6));
            Assert.Equal(two, Assert.Single(found));
        }

        await host.PublishAsync(new EndEveryGame("rain"));

        await PlayHost.UntilAsync(async () => await host.AlphaAsync(db => db.Games.CountAsync(g => g.State == "Over")) == 2, "a queried event reaches both");
        await host.OutboxEmptyAsync();
    }

    private static async Task<Guid> PlayingAsync(PlayHost host, int players)
    {
        var game = Guid.CreateVersion7();
        await host.PublishAsync(new GameStarted(game, players));
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Games.AnyAsync(g => g.CorrelationId == game)), "the game plays");
        return game;
    }

    private sealed class Found(System.Linq.Expressions.Expression<Func<Game, bool>> filter) : ISagaQuery<Game>
    {
        public System.Linq.Expressions.Expression<Func<Game, bool>> FilterExpression => filter;

        public Func<Game, bool> GetFilter() => filter.Compile();
    }

    private sealed record Commit(int Saves, HashSet<string> Written);

    /// <summary>Notes what each committed transaction of the room has saved.</summary>
    private sealed class CommitCounter : DbTransactionInterceptor, ISaveChangesInterceptor
    {
        private readonly ConcurrentDictionary<DbContext, List<string>> _saves = new();

        public ConcurrentBag<Commit> Commits { get; } = [];

        public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            var written = eventData.Context!.ChangeTracker.Entries().Where(e => e.State != EntityState.Unchanged).Select(e => e.Metadata.ClrType.Name);
            _saves.GetOrAdd(eventData.Context, _ => []).Add(string.Join(' ', written));
            return ValueTask.FromResult(result);
        }

        public override Task TransactionCommittedAsync(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (_saves.TryRemove(eventData.Context!, out var saves))
            {
                Commits.Add(new Commit(saves.Count, [.. saves.SelectMany(s => s.Split(' '))]));
            }

            return Task.CompletedTask;
        }
    }
}
