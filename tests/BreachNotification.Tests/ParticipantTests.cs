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
        await desk.Room.PublishAsync(new SubjectRequestClosed(request));

        Assert.Equal(Mentioned with { Until = new DateOnly(2031, 11, 6) }, found[1]);
        await Eventually.Async(async () => (await desk.ReadAsync(id))["subjectsNamed"]!.GetValue<int>() == 0, TimeSpan.FromSeconds(20), "nobody is named any more");
        Assert.Equal("Closed", (await desk.ReadAsync(id))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_last_day_ends_where_the_breach_was()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var ann = SubjectId.New(TimeProvider.System);
        var id = await desk.AwareAsync(Aware, "FR-972", Desk.AllFacts);
        await NameAsync(desk, id, ann);
        await desk.RiskAsync(id, "unlikely");
        await Desk.OkAsync(desk.PostAsync($"/breaches/{id}/closure", new { reason = "Done." }));
        var until = (await desk.ReadAsync(id))["closure"]!["keepUntil"]!.GetValue<string>();
        Assert.Equal("2031-11-06", until);
        var inParis = await ClosedAsync(desk, SubjectId.New(TimeProvider.System));

        // Nine in the evening of the last day in Fort-de-France is the next day in Greenwich.
        desk.Clock.Set(DateTimeOffset.Parse("2031-11-07T01:00:00Z"));
        await Eventually.Async(async () => (await NamedAsync(desk, inParis)).Count == 0, TimeSpan.FromSeconds(20), "in Paris the day is over");
        Assert.Equal(1, (await desk.ReadAsync(id))["subjectsNamed"]!.GetValue<int>());

        desk.Clock.Set(DateTimeOffset.Parse("2031-11-07T04:30:00Z"));
        await Eventually.Async(async () => (await desk.ReadAsync(id))["subjectsNamed"]!.GetValue<int>() == 0, TimeSpan.FromSeconds(20), "nobody is named any more");
    }

    [Fact]
    public async Task Nobody_is_forgotten_while_a_request_about_them_is_open_or_processing_is_restricted()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var (ann, bob, eve) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        var id = await desk.AwareAsync(Aware, facts: Desk.AllFacts);
        await NameAsync(desk, id, ann, bob, eve);
        await desk.RiskAsync(id, "unlikely");
        await Desk.OkAsync(desk.PostAsync($"/breaches/{id}/closure", new { reason = "Done." }));
        var request = desk.OpenCase(ann);
        await desk.AskAsync(request, ParticipationPhase.Locate, new LocateSubject(request, Room, RightRequested.Access, 1, ann));
        var restricted = desk.OpenCase(bob);
        await desk.AskAsync(restricted, ParticipationPhase.Act, new CarryOut(restricted, Room, RightRequested.Restriction, 1, bob, null, []));

        desk.Clock.Set(DateTimeOffset.Parse("2031-11-08T12:00:00Z"));
        await Eventually.Async(async () => (await NamedAsync(desk, id)).SequenceEqual([ann.Value, bob.Value]), TimeSpan.FromSeconds(20), "eve is forgotten, the others stay");
        Assert.Equal([ann.Value, bob.Value], await NamedAsync(desk, id));

        await desk.Room.PublishAsync(new SubjectRequestClosed(request));
        await Eventually.Async(async () => (await NamedAsync(desk, id)).SequenceEqual([bob.Value]), TimeSpan.FromSeconds(20), "ann is forgotten when her request is closed");
    }

    [Fact]
    public async Task A_claim_about_a_person_or_a_file_and_a_request_on_its_way_put_the_forgetting_off_and_no_answer_does_too()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var (ann, bob, eve) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        var (id, claimed) = (await ClosedAsync(desk, ann, bob, eve), await ClosedAsync(desk, eve));
        desk.Room.Others.Cut("governance");
        desk.Clock.Set(DateTimeOffset.Parse("2031-11-08T12:00:00Z"));
        await Eventually.Async(() => Task.FromResult(desk.Room.Others.Calls.Any(c => c.Room == "governance")), TimeSpan.FromSeconds(20), "Governance is asked");
        Assert.Equal(3, (await NamedAsync(desk, id)).Count);

        desk.Claimed.Add(ann);
        desk.Asking.Add(bob);
        desk.ClaimedFiles.Add(claimed);
        desk.Room.Others.Mend("governance");
        await Eventually.Async(async () => (await NamedAsync(desk, id)).SequenceEqual([ann.Value, bob.Value]), TimeSpan.FromSeconds(30), "eve is forgotten in the file that no claim needs");
        Assert.Equal([eve.Value], await NamedAsync(desk, claimed));

        desk.Claimed.Clear();
        desk.ClaimedFiles.Clear();
        desk.Asking.Clear();
        desk.Clock.Advance(TimeSpan.FromHours(2));
        await Eventually.Async(async () => (await NamedAsync(desk, id)).Count + (await NamedAsync(desk, claimed)).Count == 0, TimeSpan.FromSeconds(30), "nobody is named any more");
        var audited = await desk.Room.ReadAsync<BreachNotificationDbContext, int>(db => db.AuditEntries.CountAsync(a => a.Code == "breach.name.erased"));
        Assert.Equal(4, audited);
    }

    [Fact]
    public async Task A_note_that_was_kept_until_a_day_goes_by_itself_after_it_also_when_the_process_was_away()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var ann = SubjectId.New(TimeProvider.System);
        var id = await desk.AwareAsync(Aware);
        await NameAsync(desk, id, ann);
        var request = desk.OpenCase(ann);
        Datum decision = new("breachNotification.notes", 1, Outcome.Kept, "17(3)(e):CLAIM", new DateOnly(2028, 1, 1));
        await desk.AskAsync(request, ParticipationPhase.Act, new CarryOut(request, Room, RightRequested.Erasure, 1, ann, 7, [decision]));
        await desk.Room.PublishAsync(new SubjectRequestClosed(request));
        await Eventually.Async(() => desk.Room.ReadAsync<BreachNotificationDbContext, bool>(async db => !await db.Holds.AnyAsync()), TimeSpan.FromSeconds(20), "the hold is gone");
        Assert.Equal(1, await NotesAsync(desk));

        await desk.Room.StopAsync();
        desk.Clock.Set(DateTimeOffset.Parse("2028-01-02T00:30:00+01:00"));
        await desk.StartAgainAsync();

        await Eventually.Async(async () => await NotesAsync(desk) == 0, TimeSpan.FromSeconds(20), "the note is gone");
        Assert.Equal([ann.Value], await NamedAsync(desk, id));
        Assert.Equal(1, await desk.Room.ReadAsync<BreachNotificationDbContext, int>(db => db.AuditEntries.CountAsync(a => a.Code == "kept.erased" && a.Reference == request)));
    }

    [Fact]
    public async Task Whoever_lists_the_people_of_a_breach_has_read_of_each_of_them()
    {
        await using var desk = await Desk.OpenAsync(Aware.AddHours(2));
        var (ann, bob) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        var id = await desk.AwareAsync(Aware);
        await NameAsync(desk, id, ann, bob);

        await desk.GetAsync($"/breaches/{id}/subjects");

        var read = await desk.Room.ReadAsync<BreachNotificationDbContext, List<SubjectId?>>(
            db => db.AuditEntries.Where(a => a.Code == "breach.subjects-read" && a.Reference == id).OrderBy(a => a.Id).Select(a => a.SubjectId).ToListAsync());
        Assert.Equal([ann, bob], read.OfType<SubjectId>());
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

    private static Task<int> NotesAsync(Desk desk) => desk.Room.ReadAsync<BreachNotificationDbContext, int>(db => db.Subjects.CountAsync(s => s.Note != null));

    private static async Task<IReadOnlyList<Guid>> NamedAsync(Desk desk, Guid id) =>
        [.. (await desk.GetAsync($"/breaches/{id}/subjects"))["items"]!.AsArray().Select(r => r!["subjectId"]!.GetValue<Guid>())];

    private static async Task<Guid> ClosedAsync(Desk desk, params SubjectId[] people)
    {
        var id = await desk.AwareAsync(Aware, facts: Desk.AllFacts);
        await NameAsync(desk, id, people);
        await desk.RiskAsync(id, "unlikely");
        await Desk.OkAsync(desk.PostAsync($"/breaches/{id}/closure", new { reason = "Done." }));
        return id;
    }

    private static Task NameAsync(Desk desk, Guid id, params SubjectId[] people) =>
        Desk.OkAsync(desk.PostAsync($"/breaches/{id}/subjects", new { subjects = people.Select(p => new { subjectId = p, note = Note }) }));

    private static async Task<ExportTable[]> ExportAsync(Desk desk, Guid request, string right)
    {
        using var client = desk.Room.AsRoom("subject-rights");
        return (await client.GetFromJsonAsync<ExportTable[]>($"/internal/{Room}/participation/{request}/export?right={right}"))!;
    }
}
