using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Tests.Data;

public sealed class TombstoneTests
{
    [Fact]
    public async Task A_write_over_http_for_an_erased_person_is_refused()
    {
        var module = new PlayModule<AlphaDbContext>("alpha")
        {
            Api = api => api.MapPost("/notes/{id:guid}", async (Guid id, AlphaDbContext db) =>
            {
                db.Notes.Add(New(db, new SubjectId(id)));
                db.Publish(new Pinged(id));
                await db.SaveChangesAsync();
                return TypedResults.Ok();
            }),
        };
        await using var host = await PlayHost.StartAsync(o => o.Modules = [module]);
        var (erased, living) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await EraseAsync(host, new SubjectId(erased), 3);

        using var client = host.Client();
        var refused = await client.PostAsync(new Uri($"api/alpha/notes/{erased}", UriKind.Relative), null);
        var accepted = await client.PostAsync(new Uri($"api/alpha/notes/{living}", UriKind.Relative), null);

        Assert.Equal(409, (int)refused.StatusCode);
        Assert.Equal("SUBJECT_ERASED", (await refused.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.GetValue<string>());
        Assert.Equal(200, (int)accepted.StatusCode);
        Assert.Equal(living, (await host.AlphaAsync(db => db.Notes.SingleAsync())).SubjectId.Value);
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Pinged>("alpha") == 1, "only the living person's event leaves");
        Assert.Equal(3, await host.AlphaAsync(db => db.Marks.Select(m => m.LedgerSequence).SingleAsync()));
    }

    [Fact]
    public async Task A_message_for_an_erased_person_is_dropped_counted_and_done()
    {
        await using var host = await PlayHost.StartAsync();
        var subject = new SubjectId(Guid.CreateVersion7());
        await EraseAsync(host, subject, 1);
        host.Script.On<DoPing>("alpha", (db, _) =>
        {
            db.AddEffect("half");
            db.Publish(new Ponged(Guid.Empty));
            db.Notes.Add(New(db, subject));
            return Task.CompletedTask;
        });

        await host.DoAsync(async db =>
        {
            db.Send("alpha-play", new DoPing(Guid.Empty));
            await db.SaveChangesAsync();
        });
        await PlayHost.UntilAsync(() => host.AlphaAsync(db => db.Inbox.AnyAsync()), "it is done");
        await host.OutboxEmptyAsync();

        Assert.Equal(1, host.Script.CallsOf<DoPing>("alpha"));
        Assert.Equal(0, host.Script.CallsOf<Ponged>("alpha"));
        Assert.Equal(0, await host.AlphaEffectsAsync("half"));
        Assert.Equal(0, await host.AlphaAsync(db => db.Notes.CountAsync()));
        Assert.Equal(0, await host.AlphaAsync(db => db.DeadMessages.CountAsync()));
        Assert.Equal(1, await host.AlphaAsync(db => db.Marks.Select(m => m.LateWritesRefused).SingleAsync()));
    }

    [Fact]
    public async Task A_batch_loses_its_erased_people_and_nobody_else()
    {
        await using var host = await PlayHost.StartAsync(o => o.Asleep = true);
        var (erased, living) = (new SubjectId(Guid.CreateVersion7()), new SubjectId(Guid.CreateVersion7()));
        await EraseAsync(host, erased, 1);

        await host.DoAsync(db => db.InTransactionAsync(
            async ct =>
            {
                db.Notes.AddRange((await db.LivingAsync([erased, living], ct)).Select(s => New(db, s)));
                await db.SaveChangesAsync(ct);
            },
            CancellationToken.None));

        Assert.Equal(living, (await host.AlphaAsync(db => db.Notes.SingleAsync())).SubjectId);
        Assert.Equal(1, await host.AlphaAsync(db => db.Marks.Select(m => m.LateWritesRefused).SingleAsync()));
    }

    [Fact]
    public async Task Erasing_twice_keeps_one_tombstone_and_the_highest_mark()
    {
        await using var host = await PlayHost.StartAsync(o => o.Asleep = true);
        var subject = new SubjectId(Guid.CreateVersion7());

        await EraseAsync(host, subject, 9);
        await EraseAsync(host, subject, 4);

        Assert.Equal(1, await host.AlphaAsync(db => db.Tombstones.CountAsync()));
        Assert.Equal(9, await host.AlphaAsync(db => db.Marks.Select(m => m.LedgerSequence).SingleAsync()));
    }

    [Theory]
    [InlineData("sqlite", 60)]
    [InlineData("postgresql", 200)]
    public async Task Whoever_wins_the_race_no_row_of_an_erased_person_is_left(string database, int races)
    {
        var settings = new Dictionary<string, string?> { ["Gdpr:Database"] = database };
        if (database == "postgresql")
        {
            settings["ConnectionStrings:alpha"] = await (await Require.PostgreSqlAsync()).NewDatabaseAsync();
        }

        await using var host = await PlayHost.StartAsync(o =>
        {
            o.Asleep = true;
            foreach (var (key, value) in settings)
            {
                o.Settings[key] = value;
            }
        });
        var refused = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, races), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (race, _) =>
        {
            var subject = new SubjectId(Guid.CreateVersion7());
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var erasing = Task.Run(async () =>
            {
                // A third of the erasures come while the row is written and not committed, a third before, the rest run free.
                await (race % 3 == 0 ? written.Task : start.Task);
                await EraseAsync(host, subject, race);
            });
            var writing = Task.Run(async () =>
            {
                await (race % 3 == 1 ? erasing : start.Task);
                if (await Record.ExceptionAsync(() => WriteAsync(host, subject, written)) is RuleViolation)
                {
                    Interlocked.Increment(ref refused);
                }
            });
            start.SetResult();
            await Task.WhenAll(writing, erasing);
        });

        Assert.Equal(races, await host.AlphaAsync(db => db.Tombstones.CountAsync()));
        Assert.Equal(0, await host.AlphaAsync(db => db.Notes.CountAsync()));
        Assert.InRange(refused, races / 3, races - (races / 3));
    }

    // A write that takes its time between asking and committing, as one with more to do would.
    private static Task WriteAsync(PlayHost host, SubjectId subject, TaskCompletionSource written) => host.DoAsync(db => db.InTransactionAsync(
        async ct =>
        {
            db.Notes.Add(New(db, subject));
            await db.SaveChangesAsync(ct);
            written.TrySetResult();
            await db.Effects.CountAsync(ct);
            await Task.Delay(Random.Shared.Next(4), ct);
        },
        CancellationToken.None));

    private static Task EraseAsync(PlayHost host, SubjectId subject, long sequence) => host.DoAsync(db => db.EraseAsync(
        [subject], sequence, ct => db.Notes.Where(n => n.SubjectId == subject).ExecuteDeleteAsync(ct), CancellationToken.None));

    private static Note New(PlayDbContext db, SubjectId subject) => new() { Id = db.NewId(), SubjectId = subject, Text = "a note" };
}
