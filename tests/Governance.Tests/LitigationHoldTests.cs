using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Governance;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Tests;

public sealed class LitigationHoldTests
{
    private const string Holds = "litigation-holds";

    private static readonly SubjectId Person = SubjectId.New(TimeProvider.System);

    [Fact]
    public async Task A_hold_has_author_reason_and_review_date_and_the_rooms_are_told_without_the_reason()
    {
        await using var office = await Office.OpenAsync();

        var id = await PlaceAsync(office, 30);

        var hold = (await office.GetAsync($"{Holds}/{id}"))["hold"]!;
        Assert.Equal(("dpo-1", "Claim 4711 before the court", office.Day(30)), (Word(hold, "author"), Word(hold, "reason"), Word(hold, "reviewDate")));
        var told = await HeardAsync<LitigationHoldPlaced>(office);
        Assert.Equal((id, (SubjectId?)Person, 1), (told.HoldId, told.SubjectId, told.Revision));
        Assert.DoesNotContain("4711", JsonSerializer.Serialize(told), StringComparison.Ordinal);
        Assert.Equal(1, await office.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Code == "litigation-hold.placed" && a.Reference == id && a.Actor == "dpo-1")));
    }

    [Theory]
    [InlineData("""{"subjectId":"0198f4b2-0000-7000-8000-000000000001","reviewDate":"2099-01-01"}""", "LITIGATION_HOLD_INCOMPLETE")]
    [InlineData("""{"subjectId":"0198f4b2-0000-7000-8000-000000000001","reason":" ","reviewDate":"2099-01-01"}""", "LITIGATION_HOLD_INCOMPLETE")]
    [InlineData("""{"subjectId":"0198f4b2-0000-7000-8000-000000000001","reason":"x"}""", "LITIGATION_HOLD_INCOMPLETE")]
    [InlineData("""{"subjectId":"0198f4b2-0000-7000-8000-000000000001","reason":"x","reviewDate":"2020-01-01"}""", "REVIEW_DATE_PAST")]
    [InlineData("""{"reason":"x","reviewDate":"2099-01-01"}""", "HOLD_NEEDS_PERSON_OR_RECORD")]
    [InlineData("""{"record":{"target":"../sales","id":"0198f4b2-0000-7000-8000-000000000001"},"reason":"x","reviewDate":"2099-01-01"}""", "RECORD_MALFORMED")]
    public async Task An_incomplete_hold_is_refused(string body, string code)
    {
        await using var office = await Office.OpenAsync();

        Assert.Equal((422, code), await office.TryAsync(Holds, body));
        Assert.Equal(0, await office.ReadAsync(db => db.LitigationHolds.CountAsync()));
    }

    [Fact]
    public async Task The_DPO_is_reminded_on_the_review_date_once_a_week_until_somebody_has_looked()
    {
        await using var office = await Office.OpenAsync();
        var id = await PlaceAsync(office, 30);
        Assert.Empty(Mails(office));

        office.Clock.Advance(TimeSpan.FromDays(31));
        await Eventually.Async(() => Task.FromResult(Mails(office).Count == 1), TimeSpan.FromSeconds(20), "a reminder");
        await StillAsync(office, mails: 1);
        Assert.Contains(id.ToString(), await File.ReadAllTextAsync(Mails(office)[0]), StringComparison.Ordinal);
        Assert.Equal(id, (await office.GetAsync($"{Holds}?state=overdue"))["items"]!.AsArray().Single()!["id"]!.GetValue<Guid>());

        office.Clock.Advance(TimeSpan.FromDays(7.1));
        await Eventually.Async(() => Task.FromResult(Mails(office).Count == 2), TimeSpan.FromSeconds(20), "a second reminder");

        await office.DoAsync($"{Holds}/{id}/reviews", new { reviewDate = office.Day(60), reason = "Appeal is pending" });
        office.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Empty((await office.GetAsync($"{Holds}?state=overdue"))["items"]!.AsArray());
        Assert.Equal("Appeal is pending", (await office.GetAsync($"{Holds}/{id}"))["reviews"]!.AsArray().Single()!["reason"]!.GetValue<string>());
        await Eventually.Async(() => Task.FromResult(office.Host.Bus.All<LitigationHoldPlaced>().Any(m => m.Revision == 2)), TimeSpan.FromSeconds(20), "the rooms hear of the review");
        Assert.Equal(2, Mails(office).Count);
    }

    [Fact]
    public async Task A_released_hold_is_announced_and_stays_on_record()
    {
        await using var office = await Office.OpenAsync();
        var id = await PlaceAsync(office, 30);

        await office.DoAsync($"{Holds}/{id}/release", new { reason = "Settled" });

        Assert.Equal(id, (await HeardAsync<LitigationHoldReleased>(office)).HoldId);
        var hold = (await office.GetAsync($"{Holds}?state=released"))["items"]!.AsArray().Single()!;
        Assert.Equal(("dpo-1", "Settled"), (Word(hold, "releasedBy"), Word(hold, "releaseReason")));
        Assert.Equal((409, "HOLD_RELEASED"), await office.TryAsync($"{Holds}/{id}/release", """{"reason":"again"}"""));
        Assert.Equal((422, "RELEASE_REASON_MISSING"), await office.TryAsync($"{Holds}/{id}/release", "{}"));
        office.Clock.Advance(TimeSpan.FromDays(40));
        Assert.Empty(Mails(office));
    }

    [Fact]
    public async Task Rooms_ask_before_they_destroy_and_nobody_else_may()
    {
        await using var office = await Office.OpenAsync();
        var record = Guid.CreateVersion7();
        var person = await PlaceAsync(office, 30);
        await office.DoAsync(Holds, new { record = new { target = "sales", id = record }, reason = "Contested invoice", reviewDate = office.Day(9) }, HttpStatusCode.Created);
        using var sales = office.Host.AsRoom("sales");
        var question = new { subjectIds = new[] { Person, SubjectId.New(TimeProvider.System) }, recordIds = new[] { record, Guid.CreateVersion7() } };

        using var answer = await sales.PostAsJsonAsync($"/internal/governance/{Holds}/match", question);
        var held = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["holds"]!.AsArray();

        Assert.Equal(2, held.Count);
        Assert.Contains(held, h => h!["holdId"]!.GetValue<Guid>() == person);
        foreach (var keeper in new[] { "contacts", "consent", "breach-notification" })
        {
            using var room = office.Host.AsRoom(keeper);
            using var heard = await room.PostAsJsonAsync($"/internal/governance/{Holds}/match", question);
            Assert.Equal(HttpStatusCode.OK, heard.StatusCode);
        }

        using var stranger = office.Host.AsRoom("connectors");
        using var refused = await stranger.PostAsJsonAsync($"/internal/governance/{Holds}/match", question);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await office.DoAsync($"{Holds}/{person}/release", new { reason = "Settled" });
        using var after = await sales.PostAsJsonAsync($"/internal/governance/{Holds}/match", question);
        Assert.Single(JsonNode.Parse(await after.Content.ReadAsStringAsync())!["holds"]!.AsArray());
    }

    [Fact]
    public async Task An_erasure_keeps_the_open_hold_until_its_review_and_erases_the_released_one()
    {
        await using var office = await Office.OpenAsync();
        await PlaceAsync(office, 30);
        var over = await PlaceAsync(office, 90);
        await office.DoAsync($"{Holds}/{over}/release", new { reason = "Settled" });
        var request = Guid.CreateVersion7();
        office.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{request}", _ => new CaseFile(request, [Person], []));

        await office.Host.SendAsync("governance-participation", new CarryOut(request, "governance", RightRequested.Erasure, 1, Person, 5, []));
        var act = await ReportAsync(office, ParticipationPhase.Act);
        await office.Host.SendAsync("governance-participation", new VerifySubject(request, "governance", RightRequested.Erasure, 1, Person));
        var verify = await ReportAsync(office, ParticipationPhase.Verify);

        var kept = new Datum("governance.litigationHolds", 1, Outcome.Kept, "17(3)(e):LITIGATION", DateOnly.Parse(office.Day(30)));
        Assert.Equal([kept, new Datum("governance.litigationHolds", 1, Outcome.Erased, null, null)], act);
        Assert.Equal([kept], verify);
        Assert.Equal(1, await office.ReadAsync(db => db.LitigationHolds.CountAsync()));
        Assert.Equal(1, await office.ReadAsync(db => db.Tombstones.CountAsync(t => t.SubjectId == Person)));
    }

    [Fact]
    public async Task A_hold_that_outlived_the_erasure_of_its_person_goes_with_its_release()
    {
        await using var office = await Office.OpenAsync();
        var id = await PlaceAsync(office, 30);
        await office.DoAsync($"{Holds}/{id}/reviews", new { reviewDate = office.Day(60), reason = "Appeal is pending" });
        var other = (await office.DoAsync(
            Holds, new { subjectId = SubjectId.New(TimeProvider.System), reason = "Another", reviewDate = office.Day(9) }, HttpStatusCode.Created))["id"]!.GetValue<Guid>();
        var request = Guid.CreateVersion7();
        office.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{request}", _ => new CaseFile(request, [Person], []));
        await office.Host.SendAsync("governance-participation", new CarryOut(request, "governance", RightRequested.Erasure, 1, Person, 5, []));
        await ReportAsync(office, ParticipationPhase.Act);

        await office.DoAsync($"{Holds}/{id}/release", new { reason = "Settled" });
        await office.DoAsync($"{Holds}/{other}/release", new { reason = "Settled" });

        Assert.Equal([other], await office.ReadAsync(db => db.LitigationHolds.Select(h => h.Id).ToListAsync()));
        Assert.Equal(0, await office.ReadAsync(db => db.Reviews.CountAsync()));
        Assert.Equal(1, await office.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Code == "litigation-hold.released" && a.Reference == id)));
        await Eventually.Async(() => Task.FromResult(office.Host.Bus.All<LitigationHoldReleased>().Any(m => m.HoldId == id)), TimeSpan.FromSeconds(20), "the rooms hear of it");
    }

    [Fact]
    public async Task Whoever_lists_holds_has_read_of_each_person_shown()
    {
        await using var office = await Office.OpenAsync();
        await PlaceAsync(office, 30);

        await office.GetAsync(Holds);

        Assert.Equal(1, await office.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Code == "litigation-holds.listed" && a.SubjectId == Person && a.Actor == "dpo-1")));
    }

    private static async Task<Guid> PlaceAsync(Office office, int days) => (await office.DoAsync(
        Holds, new { subjectId = Person, reason = "Claim 4711 before the court", reviewDate = office.Day(days) }, HttpStatusCode.Created))["id"]!.GetValue<Guid>();

    private static Task<T> HeardAsync<T>(Office office)
        where T : class =>
        Eventually.Async(() => Task.FromResult(office.Host.Bus.All<T>().LastOrDefault()), TimeSpan.FromSeconds(20), typeof(T).Name);

    private static async Task<Datum[]> ReportAsync(Office office, ParticipationPhase phase) => (await Eventually.Async(
        () => Task.FromResult(office.Host.Bus.All<ParticipantReported>().LastOrDefault(r => r.Phase == phase)), TimeSpan.FromSeconds(20), $"a report of {phase}")).Data;

    private static List<string> Mails(Office office) =>
        Path.Combine(office.Host.DataFolder, "mail") is var folder && Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.eml")] : [];

    // The reminder looks every two seconds: after three of its looks nothing more comes.
    private static async Task StillAsync(Office office, int mails)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(6));
        await timer.WaitForNextTickAsync();
        Assert.Equal(mails, Mails(office).Count);
    }

    private static string Word(JsonNode node, string name) => node[name]!.GetValue<string>();
}
