using System.Net.Http.Json;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.Tests.Support;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Gdpr.Simulators.Contract;
using Gdpr.Simulators.Misbehaving;
using Gdpr.Simulators.People;

namespace Gdpr.Connectors.Tests;

public sealed class AskingTests
{
    [Fact]
    public async Task Locating_says_what_an_erasure_would_do()
    {
        await using var stage = await Stage.ConnectedAsync();
        stage.Party.Seed(new Person(Email: Stage.Email, Invoices: 2, InvoicesUntil: new DateOnly(2035, 12, 31)));

        var report = await stage.LocateAsync();

        Assert.Equal(ReportStatus.Done, report.Status);
        Assert.Contains(new Datum("loyalty.contact", 2, Outcome.Erased, null, null), report.Data);
        Assert.Contains(new Datum("loyalty.subscription", 1, Outcome.Erased, null, null), report.Data);
        Assert.Contains(new Datum("loyalty.invoices", 2, Outcome.Kept, "Code de commerce L123-22", new DateOnly(2035, 12, 31)), report.Data);
        Assert.NotEmpty(stage.Party.People(Stage.Email));
    }

    [Fact]
    public async Task A_person_unknown_there_is_reported_as_nothing_found()
    {
        await using var stage = await Stage.ConnectedAsync();
        stage.OpenCase(new CaseIdentifier(IdentifierKind.Email, "nobody@example.test"));

        var report = await stage.LocateAsync();

        Assert.Equal((ReportStatus.Done, 0), (report.Status, report.Data.Length));
        Assert.Null(report.Code);
        Assert.Single(stage.Party.Effects());
    }

    [Fact]
    public async Task Erasing_and_searching_again_finds_only_what_the_law_keeps()
    {
        await using var stage = await Stage.ConnectedAsync();
        stage.Party.Seed(new Person(Email: "two@example.test", ExternalId: "shop:8", Invoices: 1));
        stage.OpenCase(new CaseIdentifier(IdentifierKind.Email, Stage.Email), new CaseIdentifier(IdentifierKind.Email, "two@example.test"));

        var acted = await stage.CarryOutAsync();
        var verified = await stage.VerifyAsync();

        Assert.Equal(Assurance.VendorDeclared, acted.Assurance);
        Assert.Contains(new Datum("loyalty.contact", 2, Outcome.Erased, null, null), acted.Data);
        Assert.Contains(new Datum("loyalty.invoices", 1, Outcome.Kept, "Code de commerce L123-22", null), acted.Data);
        Assert.Equal((ReportStatus.Done, Assurance.ReadBack), (verified.Status, verified.Assurance));
        Assert.DoesNotContain(verified.Data, d => d.Outcome == Outcome.None);
        Assert.Empty(stage.Party.People(Stage.Email));
        Assert.Equal(1, stage.Party.Effects().Single(e => e.Type == RequestType.Erase).Effects);
    }

    [Fact]
    public async Task A_third_party_that_says_erased_and_keeps_the_data_is_caught_by_the_verification()
    {
        await using var stage = await Stage.ConnectedAsync(new Misbehaviour(["lie"]));

        var acted = await stage.CarryOutAsync();
        var verified = await stage.VerifyAsync();

        Assert.All(acted.Data, d => Assert.Equal(Outcome.Erased, d.Outcome));
        Assert.Contains(new Datum("loyalty.contact", 1, Outcome.None, null, null), verified.Data);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_objection_reaches_a_recipient_only_when_it_markets_for_us(bool markets)
    {
        await using var stage = await Stage.SetAsync();
        await stage.ConnectAsync(null, ("role", "recipient"), ("marketsForUs", markets));
        await stage.LocateAsync(RightRequested.Objection);

        var acted = await stage.CarryOutAsync(RightRequested.Objection);

        Assert.Equal(markets, acted.Data.Any(d => d.Outcome == Outcome.Informed));
        Assert.Equal(markets, stage.Party.Effects().Any(e => e.Type == RequestType.Inform));
    }

    [Fact]
    public async Task Whoever_was_given_the_person_is_a_recipient_even_when_it_holds_nothing_any_more()
    {
        await using var stage = await Stage.SetAsync();
        var id = await stage.ConnectAsync();
        const string gone = "gone@example.test";
        stage.OpenCase(new CaseIdentifier(IdentifierKind.Email, gone));
        Assert.Empty((await stage.LocateAsync()).Recipients!);
        using var client = stage.Room.Client();
        using var recorded = await client.PostAsJsonAsync(
            $"api/connectors/connections/{id}/disclosures", new { at = "2026-01-01T00:00:00Z", identifiers = new[] { new { kind = "email", value = gone } } });
        recorded.EnsureSuccessStatusCode();

        var located = await stage.LocateAsync(round: 2);

        Assert.Equal((0, Stage.Target), (located.Data.Length, Assert.Single(located.Recipients!)));
    }

    [Fact]
    public async Task Only_the_declared_kinds_of_identifier_are_told()
    {
        await using var stage = await Stage.ConnectedAsync();
        stage.OpenCase(new CaseIdentifier(IdentifierKind.Phone, "+33612345678"));

        var report = await stage.LocateAsync();

        Assert.Equal((ReportStatus.Done, TaskCodes.NoIdentifier), (report.Status, report.Code));
        Assert.Empty(stage.Party.Effects());
    }

    [Fact]
    public async Task A_pending_answer_is_announced_once_and_polled_to_its_end()
    {
        await using var stage = await Stage.ConnectedAsync(new Misbehaviour(["pending"], Polls: 2, Times: 1));

        await stage.TellToCarryOutAsync();
        var waiting = await stage.ReportAsync(ParticipationPhase.Act, waiting: true);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(10));
        await Testing.Eventually.Async(async () => (await stage.LedgerAsync()).Count(s => s.Step == StepKind.Polled) == 1, TimeSpan.FromSeconds(20), "the first poll");
        await stage.AdvanceAsync(TimeSpan.FromSeconds(10));
        var done = await stage.ReportAsync(ParticipationPhase.Act);

        Assert.True(waiting.NextReportBy > stage.Clock.GetUtcNow());
        Assert.Equal((ReportStatus.Done, Assurance.Polled), (done.Status, done.Assurance));
        Assert.Equal(2, stage.Reports(ParticipationPhase.Act).Count);
        Assert.Equal((1, 1), stage.Party.Effects().Select(e => (e.Effects, e.Calls)).Single());
    }

    [Fact]
    public async Task A_pending_answer_that_never_comes_needs_a_person_after_the_announced_time()
    {
        await using var stage = await Stage.ConnectedAsync(new Misbehaviour(["pending"], Polls: 1000, Times: 1));

        await stage.TellToCarryOutAsync();
        var waiting = await stage.ReportAsync(ParticipationPhase.Act, waiting: true);
        await stage.AdvanceAsync(waiting.NextReportBy!.Value - stage.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        var late = await stage.ReportAsync(ParticipationPhase.Act);

        Assert.Equal((ReportStatus.NeedsHuman, TaskCodes.VendorLate), (late.Status, late.Code));
    }

    [Fact]
    public async Task A_question_seen_twice_gets_the_same_report_and_no_second_task()
    {
        await using var stage = await Stage.ConnectedAsync();
        var first = await stage.CarryOutAsync();

        await stage.TellToCarryOutAsync();
        await Testing.Eventually.Async(() => Task.FromResult(stage.Reports(ParticipationPhase.Act).Count == 2), TimeSpan.FromSeconds(20), "the repeated report");

        Assert.Equivalent(first, stage.Reports(ParticipationPhase.Act)[1], strict: true);
        Assert.Single(await stage.TasksAsync());
        Assert.Equal((1, 1), stage.Party.Effects().Select(e => (e.Effects, e.Calls)).Single());
    }

    [Fact]
    public async Task A_recipient_is_informed_and_neither_commanded_nor_asked_to_verify()
    {
        await using var stage = await Stage.SetAsync();
        await stage.ConnectAsync(but: ("role", "recipient"));

        var acted = await stage.CarryOutAsync();
        var verified = await stage.VerifyAsync();

        Assert.Equal([new Datum("loyalty.records", 1, Outcome.Informed, null, null)], acted.Data);
        Assert.Equal((ReportStatus.Done, Outcome.Informed), (verified.Status, verified.Data.Single().Outcome));
        Assert.Equal([RequestType.Inform], stage.Party.Effects().Select(e => e.Type));
        Assert.NotEmpty(stage.Party.People(Stage.Email));
    }

    [Fact]
    public async Task A_recipient_that_cannot_be_told_is_left_to_a_person()
    {
        await using var stage = await Stage.SetAsync();
        await using var party = await ScriptedParty.SayingAsync("{}");
        await stage.ConnectAsync(party.Address, ("role", "recipient"));

        var acted = await stage.CarryOutAsync();

        Assert.Equal((ReportStatus.NeedsHuman, TaskCodes.RecipientNotInformed), (acted.Status, acted.Code));
        Assert.DoesNotContain(party.Calls, c => c.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_disabled_meanwhile_needs_a_person()
    {
        await using var stage = await Stage.SetAsync();
        var id = await stage.ConnectAsync();
        await stage.CarryOutAsync();
        using var client = stage.Room.Client();
        using var disabled = await client.PostAsync($"api/connectors/connections/{id}/disable", null);

        var verified = await stage.VerifyAsync();

        Assert.Equal((ReportStatus.NeedsHuman, TaskCodes.ConnectionDisabled), (verified.Status, verified.Code));
    }

    [Fact]
    public async Task What_the_reviewer_keeps_is_not_erased_with_the_rest()
    {
        await using var stage = await Stage.ConnectedAsync();
        var located = await stage.LocateAsync();
        var plan = located.Data.Select(d => d.DataClass == "loyalty.contact" ? d with { Outcome = Outcome.Kept, Ground = "17(3)(e)" } : d).ToArray();

        var acted = await stage.CarryOutAsync(plan: plan);

        Assert.Equal((ReportStatus.NeedsHuman, TaskCodes.PlanNotExpressible), (acted.Status, acted.Code));
        Assert.NotEmpty(stage.Party.People(Stage.Email));
    }

    [Fact]
    public async Task A_closed_case_asks_nobody()
    {
        await using var stage = await Stage.ConnectedAsync();
        stage.CloseCase();

        await stage.TellToCarryOutAsync();
        await Testing.Eventually.Async(async () => (await stage.TasksAsync()) is [{ State: TaskState.Dropped }], TimeSpan.FromSeconds(20), "the task dropped");

        Assert.Empty(stage.Party.Effects());
        Assert.Empty(stage.Reports(ParticipationPhase.Act));
    }
}
