using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gdpr.Platform.Tests.Http;

public sealed class IdempotencyTests
{
    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_no_second_effect()
    {
        await using var host = await StartAsync();
        using var client = host.Client();

        var first = await PostAsync(client, "k1", "a");
        var second = await PostAsync(client, "k1", "a");
        var other = await PostAsync(client, "k2", "a");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.NotNull(first.Headers.Location);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal("application/json", second.Content.Headers.ContentType!.MediaType);
        Assert.NotEqual(await first.Content.ReadAsStringAsync(), await other.Content.ReadAsStringAsync());
        Assert.Equal(2, await host.AlphaEffectsAsync("a"));
        await PlayHost.UntilAsync(() => host.Script.CallsOf<Pinged>("alpha") == 2, "one event for each effect");
    }

    [Fact]
    public async Task A_key_belongs_to_its_client()
    {
        await using var host = await StartAsync();
        using var one = host.Client(sub: "one");
        using var two = host.Client(sub: "two");

        var first = await PostAsync(one, "k", "a");
        var second = await PostAsync(two, "k", "a");

        Assert.NotEqual(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(2, await host.AlphaEffectsAsync("a"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using var host = await StartAsync();
        using var client = host.Client();

        await PostAsync(client, "k", "a");

        await ProblemAsync(await PostAsync(client, "k", "b"), 422, "IDEMPOTENCY_KEY_REUSED");
        await ProblemAsync(await PostAsync(client, new string('k', 201), "b"), 422, "IDEMPOTENCY_KEY_INVALID");
        Assert.Equal(0, await host.AlphaEffectsAsync("b"));
    }

    [Fact]
    public async Task While_the_first_runs_the_second_is_told_so()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await StartAsync(async () =>
        {
            entered.TrySetResult();
            await release.Task.WaitAsync(TimeSpan.FromSeconds(60));
        });
        using var client = host.Client();

        var first = PostAsync(client, "k", "a");
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var second = await PostAsync(client, "k", "a");
        release.SetResult();

        await ProblemAsync(second, 409, "IDEMPOTENCY_KEY_IN_FLIGHT");
        Assert.Equal(HttpStatusCode.Created, (await first).StatusCode);
        Assert.Equal(1, await host.AlphaEffectsAsync("a"));
    }

    [Fact]
    public async Task At_two_replicas_at_once_a_key_has_one_effect()
    {
        var database = await (await Require.PostgreSqlAsync()).NewDatabaseAsync();
        var both = new Barrier(2);
        await using var one = await StartAsync(Meet, database: database);
        await using var two = await StartAsync(Meet, database: database);
        using var here = one.Client();
        using var there = two.Client();

        var answers = await Task.WhenAll(PostAsync(here, "k", "a"), PostAsync(there, "k", "a"));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        await ProblemAsync(answers.Single(a => a.StatusCode != HttpStatusCode.Created), 409, "CHANGED_MEANWHILE");
        Assert.Equal(1, await one.AlphaEffectsAsync("a"));

        Task Meet() => Task.Run(() => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30)), "both are inside"));
    }

    [Fact]
    public async Task A_failure_keeps_neither_effect_nor_key()
    {
        var fails = true;
        await using var host = await StartAsync(() => fails ? throw new RuleViolation(new RuleError("PLAY_BROKEN", "No.")) : Task.CompletedTask);
        using var client = host.Client();

        await ProblemAsync(await PostAsync(client, "k", "a"), 409, "PLAY_BROKEN");
        Assert.Equal(0, await host.AlphaEffectsAsync("a"));
        Assert.Equal(0, await host.AlphaAsync(db => db.Outbox.CountAsync()));
        fails = false;

        Assert.Equal(HttpStatusCode.Created, (await PostAsync(client, "k", "a")).StatusCode);
        Assert.Equal(1, await host.AlphaEffectsAsync("a"));
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T08:00:00Z"));
        await using var host = await StartAsync(clock: clock);
        using var client = host.Client();
        await PostAsync(client, "k", "a");
        Assert.Equal(1, await host.AlphaAsync(db => db.IdempotencyKeys.CountAsync()));

        clock.AdjustTime(clock.GetUtcNow().AddHours(23));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(client, "k", "b")).StatusCode);
        clock.AdjustTime(clock.GetUtcNow().AddHours(2));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(client, "k", "b")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(client, "k", "b")).StatusCode);
        Assert.Equal(1, await host.AlphaEffectsAsync("b"));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string key, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "api/alpha/effects") { Content = JsonContent.Create(new { tag }) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }

    private static async Task ProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.GetValue<string>());
    }

    private static Task<PlayHost> StartAsync(Func<Task>? afterSave = null, TimeProvider? clock = null, string? database = null) => PlayHost.StartAsync(o =>
    {
        if (database is not null)
        {
            o.Settings["Gdpr:Database"] = "postgresql";
            o.Settings["ConnectionStrings:alpha"] = database;
        }

        o.Clock = clock;
        o.Modules = [new PlayModule<AlphaDbContext>("alpha")
        {
            Api = api => api.MapPost("/effects", async Task<Results<Created<AddEffect.Response>, NotFound>> (AddEffect.Request request, AlphaDbContext db) =>
            {
                db.AddEffect(request.Tag);
                db.Publish(new Pinged(Guid.Empty));
                await db.SaveChangesAsync();
                await (afterSave?.Invoke() ?? Task.CompletedTask);
                var id = db.NewId();
                return TypedResults.Created($"/api/alpha/effects/{id}", new AddEffect.Response(id));
            }).WithIdempotency<AlphaDbContext>(),
        }];
    });

    private static class AddEffect
    {
        internal sealed record Request(string Tag);

        internal sealed record Response(Guid Id);

        internal sealed class Rules : AbstractValidator<Request>;
    }
}
