using System.Net.Http.Json;
using Gdpr.BreachNotification.Data;
using Gdpr.BreachNotification.Tests.Support;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Tests;

public sealed class ParticipantTests
{
    private const string Room = "breach-notification";
    private const string Note = "Called twice, very worried about the identity card.";
    private static readonly DateTimeOffset Aware = DateTimeOffset.Parse("2026-11-06T09:00:00+01:00");
    private static readonly Datum Mentioned = new("breachNotification.subjects", 1, Outcome.Kept, "33(5):BREACH_FILE", null);

    [Fact]
    public async Task An_erasure_keeps_that_the_breach_concerned_the_person_and_takes_the_notes()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var (ann, bob) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        var id = await desk.AwareAsync(Aware, facts: Desk.AllFacts);
        await NameAsync(desk, id, ann, bob);
        var request = desk.OpenCase(ann);

        var plan = await desk.AskAsync(request, ParticipationPhase.Locate, new LocateSubject(request, Room, RightRequested.Erasure, 1, ann));
        var acted = await desk.AskAsync(request, ParticipationPhase.Act, new CarryOut(request, Room, RightRequested.Erasure, 1, ann, 7, plan));
        var verified = await desk.AskAsync(request, ParticipationPhase.Verify, new VerifySubject(request, Room, RightRequested.Erasure, 1, ann));

        Assert.Equal([new Datum("breachNotification.notes", 1, Outcome.Erased, null, null), Mentioned], plan);
        Assert.Equal(plan, acted);
        Assert.Equal([Mentioned], verified);
        var rows = (await desk.GetAsync($"/breaches/{id}/subjects"))["items"]!.AsArray().ToDictionary(r => r!["subjectId"]!.GetValue<Guid>(), r => r!["note"]?.GetValue<string>());
        Assert.Equal((null, Note), (rows[ann.Value], rows[bob.Value]));
        Assert.Equal(7, await desk.Room.ReadAsync<BreachNotificationDbContext, long>(db => db.Tombstones.Where(t => t.SubjectId == ann).Select(t => t.LedgerSequence).SingleAsync()));
        await desk.Room.PublishAsync(new SubjectRequestClosed(request));
        await Eventually.Async(() => desk.Room.ReadAsync<BreachNotificationDbContext, bool>(async db => !await db.Holds.AnyAsync()), TimeSpan.FromSeconds(20), "the hold is gone");
        var other = await desk.AwareAsync(Aware);
        await Desk.RefusedAsync(desk.PostAsync($"/breaches/{other}/subjects", new { subjects = new[] { new { subjectId = ann } } }), 409, "SUBJECT_ERASED");
        Assert.True((await desk.GetAsync("/register/check"))["intact"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_note_that_is_still_there_is_reported_unless_the_reviewer_kept_it()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var ann = SubjectId.New(TimeProvider.System);
        await NameAsync(desk, await desk.AwareAsync(Aware), ann);
        var (unasked, kept) = (desk.OpenCase(ann), desk.OpenCase(ann));

        var still = await desk.AskAsync(unasked, ParticipationPhase.Verify, new VerifySubject(unasked, Room, RightRequested.Erasure, 1, ann));
        Datum decision = new("breachNotification.notes", 1, Outcome.Kept, "17(3)(e):CLAIM", new DateOnly(2028, 1, 1));
        await desk.AskAsync(kept, ParticipationPhase.Act, new CarryOut(kept, Room, RightRequested.Erasure, 1, ann, 7, [decision]));
        var verified = await desk.AskAsync(kept, ParticipationPhase.Verify, new VerifySubject(kept, Room, RightRequested.Erasure, 1, ann));

        Assert.Equal([new Datum("breachNotification.notes", 1, Outcome.None, null, null), Mentioned], still);
        Assert.Equal([decision, Mentioned], verified);
    }

    [Fact]
    public async Task A_closed_file_says_until_when_it_names_the_person_and_then_forgets_by_itself()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var ann = SubjectId.New(TimeProvider.System);
        var id = await desk.AwareAsync(Aware, facts: Desk.AllFacts);
        await NameAsync(desk, id, ann);
        await desk.RiskAsync(id, "unlikely");
        await Desk.OkAsync(desk.PostAsync($"/breaches/{id}/closure", new { reason = "Done." }));
        var request = desk.OpenCase(ann);

        var found = await desk.AskAsync(request, ParticipationPhase.Locate, new LocateSubject(request, Room, RightRequested.Erasure, 1, ann));
        desk.Clock.Set(DateTimeOffset.Parse("2031-11-06T22:00:00Z"));
        await Eventually.Async(async () => (await desk.ReadAsync(id))["subjectsNamed"]!.GetValue<int>() == 1, TimeSpan.FromSeconds(5), "the last day is kept");
        desk.Clock.Set(DateTimeOffset.Parse("2031-11-07T01:00:00Z"));

        Assert.Equal(Mentioned with { Until = new DateOnly(2031, 11, 6) }, found[1]);
        await Eventually.Async(async () => (await desk.ReadAsync(id))["subjectsNamed"]!.GetValue<int>() == 0, TimeSpan.FromSeconds(20), "nobody is named any more");
        Assert.Equal("Closed", (await desk.ReadAsync(id))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Access_hands_out_what_is_held_and_portability_nothing()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var (ann, bob) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        var id = await desk.AwareAsync(Aware);
        await NameAsync(desk, id, ann, bob);
        var request = desk.OpenCase(ann);

        var found = await desk.AskAsync(request, ParticipationPhase.Locate, new LocateSubject(request, Room, RightRequested.Access, 1, ann));
        var table = Assert.Single(await ExportAsync(desk, request, "access"));

        Assert.Equal([new Datum("breachNotification.subjects", 1, Outcome.Provided, null, null)], found);
        var row = Assert.Single(table.Rows);
        Assert.Equal(["affected", Note], [row[2], row[3]]);
        Assert.StartsWith("B2026-", row[0], StringComparison.Ordinal);
        Assert.Empty(await ExportAsync(desk, request, "portability"));
    }

    [Fact]
    public async Task Naming_twice_names_once_and_nobody_is_named_while_their_request_is_carried_out()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var (ann, bob) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        var id = await desk.AwareAsync(Aware);
        await NameAsync(desk, id, ann);

        var again = await Desk.OkAsync(desk.PostAsync($"/breaches/{id}/subjects", new { subjects = new[] { new { subjectId = ann } } }));
        var request = desk.OpenCase(bob);
        await desk.AskAsync(request, ParticipationPhase.Act, new CarryOut(request, Room, RightRequested.Access, 1, bob, null, []));

        Assert.Equal("""{"named":0,"known":1}""", again.ToJsonString());
        await Desk.RefusedAsync(desk.PostAsync($"/breaches/{id}/subjects", new { subjects = new[] { new { subjectId = bob } } }), 423, "SUBJECT_HELD");
        await Desk.RefusedAsync(desk.PostAsync($"/breaches/{id}/subjects", new { subjects = new[] { new { subjectId = bob, capacity = "guilty" } } }), 422, "CAPACITY_UNKNOWN");
        await Desk.RefusedAsync(desk.PostAsync($"/breaches/{id}/subjects", new { subjects = Array.Empty<object>() }), 422, "SUBJECT_MISSING");
    }

    private static Task NameAsync(Desk desk, Guid id, params SubjectId[] people) =>
        Desk.OkAsync(desk.PostAsync($"/breaches/{id}/subjects", new { subjects = people.Select(p => new { subjectId = p, note = Note }) }));

    private static async Task<ExportTable[]> ExportAsync(Desk desk, Guid request, string right)
    {
        using var client = desk.Room.AsRoom("subject-rights");
        return (await client.GetFromJsonAsync<ExportTable[]>($"/internal/{Room}/participation/{request}/export?right={right}"))!;
    }
}
