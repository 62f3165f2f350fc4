using System.Globalization;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.Tests.Support;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Messages.Participation;
using Gdpr.Simulators.Misbehaving;
using Gdpr.Testing;
using Microsoft.AspNetCore.Http;

namespace Gdpr.Connectors.Tests;

public sealed class FailingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Too_many_requests_are_waited_out_in_every_form()
    {
        await using var stage = await Stage.ConnectedAsync(new Misbehaviour(["429"], Times: 4));

        var report = await stage.CarryOutAsync();

        Assert.Equal(ReportStatus.Done, report.Status);
        Assert.Contains(await stage.LedgerAsync(), s => s.StatusCode == 429);
        Assert.Equal(1, stage.Party.Effects().Single().Effects);
    }

    [Fact]
    public async Task A_long_Retry_After_goes_back_to_the_store_and_is_kept_to()
    {
        var refusals = 0;
        await using var party = await ScriptedParty.StartAsync(async (context, id) =>
        {
            if (Interlocked.Increment(ref refusals) == 1)
            {
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "120";
                return;
            }

            await context.Response.WriteAsJsonAsync(new { id, status = "CompletedNothingFound", records = Array.Empty<object>() });
        });
        await using var stage = await Stage.SetAsync();
        await stage.ConnectAsync(party.Address);

        await stage.TellToCarryOutAsync();
        await Eventually.Async(async () => (await stage.TasksAsync()) is [{ Attempts: 1 }], Patience, "the first attempt");
        var due = (await stage.TasksAsync()).Single().DueAt;
        stage.Clock.Advance(TimeSpan.FromSeconds(100));
        var tooEarly = party.Calls.Count;
        stage.Clock.Advance(TimeSpan.FromSeconds(21));
        var report = await stage.ReportAsync(ParticipationPhase.Act);

        Assert.InRange(due - stage.Clock.GetUtcNow(), TimeSpan.FromSeconds(-60), TimeSpan.Zero);
        Assert.Equal(1, tooEarly);
        Assert.Equal(ReportStatus.Done, report.Status);
    }

    [Theory]
    [InlineData("500-before")]
    [InlineData("500-after")]
    public async Task An_error_is_asked_after_before_it_is_repeated(string kind)
    {
        await using var stage = await Stage.ConnectedAsync(new Misbehaviour([kind], Times: 1));

        var report = await stage.CarryOutAsync();

        var (effects, calls) = stage.Party.Effects().Select(e => (e.Effects, e.Calls)).Single();
        Assert.Equal(ReportStatus.Done, report.Status);
        Assert.Equal(1, effects);
        Assert.Equal(kind == "500-after" ? 1 : 2, calls);
        Assert.Equal([StepKind.Intent, StepKind.Posted, StepKind.Asked], (await stage.LedgerAsync()).Take(3).Select(s => s.Step));
    }

    [Fact]
    public async Task A_call_that_times_out_after_its_effect_is_asked_after_and_not_repeated()
    {
        await using var stage = await Stage.ConnectedAsync(new Misbehaviour(["timeout"], Times: 1), ("Gdpr:Connectors:AttemptTimeout", "00:00:02"));

        var report = await stage.CarryOutAsync();

        Assert.Equal(ReportStatus.Done, report.Status);
        Assert.Equal((1, 1), stage.Party.Effects().Select(e => (e.Effects, e.Calls)).Single());
        Assert.Equal([StepKind.Intent, StepKind.Posted, StepKind.Asked], (await stage.LedgerAsync()).Select(s => s.Step));
    }

    [Fact]
    public async Task A_room_that_dies_inside_a_call_goes_on_and_the_effect_happens_once()
    {
        await using var stage = await Stage.ConnectedAsync(new Misbehaviour(["timeout"], Times: 1));
        await stage.TellToCarryOutAsync();
        await Eventually.Async(() => Task.FromResult(stage.Party.Effects() is [{ Effects: 1 }]), Patience, "the effect");

        await stage.Room.StopAsync();
        await stage.LeaseAsAKilledProcessDoesAsync();
        var before = stage.Reports(ParticipationPhase.Act).Count;
        await stage.Room.StartAgainAsync();
        var report = await stage.ReportAsync(ParticipationPhase.Act);

        Assert.Equal(0, before);
        Assert.Equal(ReportStatus.Done, report.Status);
        Assert.Equal((1, 1), stage.Party.Effects().Select(e => (e.Effects, e.Calls)).Single());
        Assert.Equal([StepKind.Intent, StepKind.Asked], (await stage.LedgerAsync()).Select(s => s.Step));
    }

    [Fact]
    public async Task Eight_failed_attempts_are_reported_once_as_failed()
    {
        await using var stage = await Stage.SetAsync();
        await using var party = await ScriptedParty.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await stage.ConnectAsync(party.Address);

        await stage.TellToCarryOutAsync();
        var report = await Eventually.Async<ParticipantReported>(
            async () =>
            {
                await stage.AdvanceAsync(TimeSpan.FromMinutes(1));
                return stage.Reports(ParticipationPhase.Act).SingleOrDefault();
            },
            Patience,
            "the failure");

        Assert.Equal((ReportStatus.Failed, Calls.Error), (report.Status, report.Code));
        Assert.Equal(8, (await stage.TasksAsync()).Single().Attempts);
    }

    [Fact]
    public async Task A_refused_token_is_a_failure_at_once()
    {
        await using var stage = await Stage.SetAsync();
        await stage.ConnectAsync(but: ("token", "wrong-token"));

        var report = await stage.LocateAsync();

        Assert.Equal((ReportStatus.Failed, Calls.CredentialRefused), (report.Status, report.Code));
    }

    [Theory]
    [InlineData("""{"id":"$id","status":"Perhaps"}""")]
    [InlineData("""{"id":"00000000-0000-0000-0000-000000000001","status":"CompletedNothingFound"}""")]
    [InlineData("""{"id":"$id","status":"Completed","records":[]}""")]
    [InlineData("""{"id":"$id","status":"CompletedNothingFound","records":[{"category":"contact","count":3,"outcome":"found"}]}""")]
    [InlineData("""{"id":"$id","status":"RetainedByLaw","records":[{"category":"invoices","count":1,"outcome":"kept"}]}""")]
    [InlineData("""{"id":"$id","status":"Completed","records":[{"category":"person@example.test","count":1,"outcome":"found"}]}""")]
    [InlineData("""{"id":"$id","status":"Completed","records":[{"category":"contact","count":1,"outcome":"erased"}]}""")]
    [InlineData("<html>Welcome</html>")]
    public async Task An_answer_outside_the_contract_needs_a_person(string answer)
    {
        await using var stage = await Stage.SetAsync();
        await using var party = await ScriptedParty.SayingAsync(answer);
        await stage.ConnectAsync(party.Address);

        var report = await stage.LocateAsync();

        Assert.Equal((ReportStatus.NeedsHuman, Calls.NotUnderstood), (report.Status, report.Code));
    }

    [Fact]
    public async Task A_basis_in_words_about_a_person_does_not_travel()
    {
        await using var stage = await Stage.SetAsync();
        await using var party = await ScriptedParty.SayingAsync(
            """{"id":"$id","status":"RetainedByLaw","records":[{"category":"invoices","count":1,"outcome":"kept","basis":"A Person, +33612345678"}]}""");
        await stage.ConnectAsync(party.Address);

        var report = await stage.LocateAsync();

        Assert.Equal([new Datum("loyalty.invoices", 1, Outcome.Kept, AnswerReader.BasisInWords, null)], report.Data);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Mon, 02 Nov 2026 10:00:30 GMT", 30)]
    [InlineData("Mon, 02 Nov 2026 09:00:00 GMT", 0)]
    public void Retry_After_is_read_as_seconds_and_as_date(string header, int seconds)
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.TryAddWithoutValidation("Retry-After", header);

        var wait = RetryAfter.Of(answer, DateTimeOffset.Parse("2026-11-02T10:00:00Z", CultureInfo.InvariantCulture));

        Assert.Equal(TimeSpan.FromSeconds(seconds), wait);
    }
}
