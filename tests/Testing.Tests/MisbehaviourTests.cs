using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Gdpr.Simulators;
using Gdpr.Simulators.Contract;
using Gdpr.Simulators.Misbehaving;
using Gdpr.Simulators.People;

namespace Gdpr.Testing.Tests;

public sealed class MisbehaviourTests : IAsyncLifetime
{
    private const string Alice = "alice@example.test";
    private static readonly SubjectRequest Erase = InHouseCaller.About(RequestType.Erase, Alice);

    private InHouseApplication application = null!;
    private InHouseCaller caller = null!;

    public async ValueTask InitializeAsync()
    {
        application = await InHouseApplication.StartAsync();
        application.Seed(new Person(Alice, Name: "Alice"));
        caller = new InHouseCaller(application.Address);
    }

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await application.DisposeAsync();
    }

    [Fact]
    public async Task A_liar_says_erased_and_keeps_the_data_where_a_second_look_finds_it()
    {
        await TellAsync("lie");

        var said = await caller.AskAsync(Erase);
        var found = await caller.AskAsync(
            InHouseCaller.About(RequestType.Verify, Alice, "0197f0c0-0000-7000-8000-000000000002"));

        Assert.Equal(RequestStatus.Completed, said.Status);
        Assert.All(said.Records!, record => Assert.Equal(RecordOutcome.Erased, record.Outcome));
        Assert.Contains(found.Records!, record => record is { Category: "contact", Outcome: RecordOutcome.Found, Count: 1 });
        Assert.Equal(0, application.Effects().Single(key => key.Key == Erase.Id).Effects);
    }

    [Fact]
    public async Task Too_many_requests_come_with_seconds_a_date_and_nothing_in_turn()
    {
        await TellAsync("429");

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add(await caller.PostAsync(Erase));
        }

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(1), answers[0].Headers.RetryAfter?.Delta);
        Assert.NotNull(answers[1].Headers.RetryAfter?.Date);
        Assert.Null(answers[2].Headers.RetryAfter);
        Assert.Single(application.People(Alice));
    }

    [Theory]
    [InlineData("500-after", 0)]
    [InlineData("500-before", 1)]
    public async Task An_error_tells_nothing_about_the_effect_and_a_retry_has_one_in_all(string kind, int peopleAfterTheError)
    {
        await TellAsync(kind);
        using var error = await caller.PostAsync(Erase);
        Assert.Equal(HttpStatusCode.InternalServerError, error.StatusCode);
        Assert.Equal(peopleAfterTheError, application.People(Alice).Count);

        await TellAsync();
        var answer = await caller.AskAsync(Erase);

        Assert.Equal(RequestStatus.Completed, answer.Status);
        Assert.Empty(application.People(Alice));
        Assert.Equal((1, 2), (application.Effects().Single().Effects, application.Effects().Single().Calls));
    }

    [Fact]
    public async Task A_time_out_after_the_effect_then_a_retry_is_one_effect()
    {
        await TellAsync("timeout");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => caller.Http.PostAsJsonAsync("subject-requests", Erase, patience.Token));
        await Eventually.Async(
            () => Task.FromResult(application.People(Alice).Count == 0), TimeSpan.FromSeconds(5), "the effect");

        await TellAsync();
        await caller.AskAsync(Erase);

        Assert.Equal((1, 2), (application.Effects().Single().Effects, application.Effects().Single().Calls));
    }

    [Fact]
    public async Task A_pending_request_ends_after_its_polls_and_not_before()
    {
        application.Misbehaviour = new Misbehaviour(["pending"], Polls: 2);

        using var accepted = await caller.PostAsync(Erase);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(RequestStatus.AcceptedPending, (await caller.PollAsync(Erase.Id)).Status);
        Assert.Single(application.People(Alice));
        Assert.Equal(RequestStatus.Completed, (await caller.PollAsync(Erase.Id)).Status);

        Assert.Empty(application.People(Alice));
        Assert.Equal(RequestStatus.Completed, (await caller.AskAsync(Erase)).Status);
    }

    [Fact]
    public async Task A_pending_request_can_be_cancelled_without_effect_and_a_finished_one_cannot()
    {
        await TellAsync("pending");
        await caller.PostAsync(Erase);

        Assert.Equal(HttpStatusCode.NoContent, (await caller.Http.DeleteAsync($"subject-requests/{Erase.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await caller.Http.DeleteAsync($"subject-requests/{Erase.Id}")).StatusCode);
        await caller.PollAsync(Erase.Id);

        Assert.Single(application.People(Alice));
    }

    [Fact]
    public async Task A_limited_misbehaviour_ends_by_itself_and_a_slow_one_takes_its_time()
    {
        application.Misbehaviour = new Misbehaviour(["500-before"], Times: 1);
        using var error = await caller.PostAsync(Erase);
        Assert.Equal(HttpStatusCode.InternalServerError, error.StatusCode);
        await caller.AskAsync(Erase);

        application.Misbehaviour = new Misbehaviour(["slow"], LatencyMs: 300);
        var started = Stopwatch.GetTimestamp();
        await caller.AskAsync(Erase);
        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(290));
    }

    [Fact]
    public async Task An_unknown_kind_is_refused()
    {
        using var answer = await caller.Http.PostAsJsonAsync("simulator/misbehaviour", new { kinds = new[] { "moody" } });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(application.Misbehaviour.Kinds);
    }

    private async Task TellAsync(params string[] kinds)
    {
        using var answer = await caller.Http.PostAsJsonAsync("simulator/misbehaviour", new { kinds });
        answer.EnsureSuccessStatusCode();
    }
}
