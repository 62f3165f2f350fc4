using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Consent.Data;
using Gdpr.Consent.Features.Requalifying;
using Gdpr.Kernel;
using Gdpr.Messages.Campaigns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Gdpr.Consent.Tests.Features;

/// <summary>Legacy contacts are asked once for a consent, by the decision that every mail passes; silence means no.</summary>
public sealed partial class RequalifyingTests
{
    private const string Approver = "consent.read consent.write consent.approve";

    private static readonly object Customer = new
    {
        softOptIn = new { collectedAtSale = true, sameEntity = true, similarProducts = true, optOutAtCollection = true, optOutEachMessage = true }, provenance = new { origin = "sale" },
    };

    [Fact]
    public async Task Nobody_is_asked_before_the_dpo_approves_with_a_reason()
    {
        await using var room = await ConsentRoom.StartAsync();
        await CustomerAsync(room, "a@example.test");
        var run = await PlanAsync(room);
        await ConsentRoom.RefusedAsync(room.Http.PostAsJsonAsync("/api/consent/requalifications", new { purpose = ConsentRoom.Newsletter }), 409, "REQUALIFICATION_OPEN");

        await RunAsync(room);
        using (var staff = await room.Http.PostAsJsonAsync($"/api/consent/requalifications/{run}/approval", new { reason = "M12" }))
        {
            Assert.Equal(HttpStatusCode.Forbidden, staff.StatusCode);
        }

        using var dpo = room.Host.Client(Approver, "dpo");
        using (var silent = await dpo.PostAsJsonAsync($"/api/consent/requalifications/{run}/approval", new { reason = "" }))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        }

        Assert.Empty(Mails(room, "a@example.test"));
        await ApproveAsync(room, run);
        await RunAsync(room);

        await ConsentRoom.Until(() => Task.FromResult(Mails(room, "a@example.test").Count == 1));
        var shown = (await room.Http.GetFromJsonAsync<JsonObject>($"/api/consent/requalifications/{run}"))!;
        Assert.Equal(("waiting", "dpo", "Requalification of 2026, minute 12."), (Text(shown, "state"), Text(shown, "approvedBy"), Text(shown, "reason")));
        await ConsentRoom.RefusedAsync(dpo.PostAsJsonAsync($"/api/consent/requalifications/{run}/approval", new { reason = "again" }), 409, "REQUALIFICATION_NOT_DRAFT");
    }

    [Fact]
    public async Task Only_those_whom_the_decision_allows_are_mailed_once_and_the_others_by_post_or_never()
    {
        await using var room = await ConsentRoom.StartAsync();
        var customer = await CustomerAsync(room, "customer@example.test");
        var professional = await room.RegisterAsync("professional@example.test");
        await room.StateAsync(professional, new { audience = "B2B", relatedToProfession = true, informed = true, provenance = new { origin = "event" } });
        var prospect = await room.RegisterFromAsync(new { origin = "form", obtainedAt = "2026-01-01T00:00:00Z" }, "prospect@example.test");
        var stale = await room.RegisterAsync("stale@example.test");
        await room.StateAsync(stale, new { lastContactFromPersonAt = "2020-01-01", provenance = new { origin = "form" } });
        await room.RegisterAsync("unknown@example.test");
        var refuser = await CustomerAsync(room, "refuser@example.test");
        var late = await CustomerAsync(room, "late@example.test");
        await ConsentRoom.Created(room.SayAsync(refuser, "refused"));
        var run = await PlanAsync(room, byMail: 3, byPostOrVisit: 1, never: 3);
        await ApproveAsync(room, run);
        await ConsentRoom.Created(room.SayAsync(late, "withdrawn"));

        await RunAsync(room);
        await RunAsync(room);

        var people = await PeopleAsync(room, run);
        Assert.Equal(
            new[] { $"{customer} channel SOFT_OPT_IN True", $"{professional} channel B2B_OPT_OUT True", $"{prospect} postOrVisit NO_CONSENT False" }.Order(StringComparer.Ordinal),
            people.Select(p => $"{p["subjectId"]} {Text(p, "route")} {Text(p, "code")} {p["askedAt"] is not null}").Order(StringComparer.Ordinal));
        await ConsentRoom.Until(() => Task.FromResult(Mails(room, "professional@example.test").Count == 1));
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(room.Host.DataFolder, "mail"), "*.eml").Count());

        var again = await PlanAsync(room, byMail: 0, byPostOrVisit: 1, never: 6);
        await ApproveAsync(room, again);
        await RunAsync(room);
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(room.Host.DataFolder, "mail"), "*.eml").Count());
    }

    [Fact]
    public async Task A_yes_is_a_proven_consent_a_no_is_kept_and_silence_proposes_the_erasure()
    {
        var clock = new MovableClock();
        await using var room = await ConsentRoom.StartAsync(o => o.Clock = clock);
        var (yes, no, silent, client) = (await CustomerAsync(room, "yes@example.test"), await CustomerAsync(room, "no@example.test"), await CustomerAsync(room, "silent@example.test"), await CustomerAsync(room, "client@example.test", ongoing: true));
        var run = await PlanAsync(room);
        await ApproveAsync(room, run);
        await RunAsync(room);
        await ConsentRoom.Until(() => Task.FromResult(Directory.EnumerateFiles(Path.Combine(room.Host.DataFolder, "mail"), "*.eml").Count() == 4));

        // Taken out now: the folder keeps a mail for thirty days.
        var (mail, unanswered) = (Assert.Single(Mails(room, "yes@example.test")), Assert.Single(Mails(room, "silent@example.test")));
        clock.Advance(TimeSpan.FromDays(20));
        using var anybody = room.Host.Stranger();
        Assert.Contains("Oui à newsletter.", mail.HtmlBody!, StringComparison.Ordinal);

        await LinkAsync(anybody, "confirmations", mail, confirm: true);
        await LinkAsync(anybody, "withdrawals", Assert.Single(Mails(room, "no@example.test")), confirm: false);
        Assert.Equal(("CONSENT", "NO_CONSENT"), (await room.DecideAsync(yes), await room.DecideAsync(no)));
        await RunAsync(room);
        Assert.Equal("waiting", await OutcomeAsync(silent));
        Assert.Equal(0, await ProposalsAsync());
        clock.Advance(TimeSpan.FromDays(11));
        await RunAsync(room);
        await RunAsync(room);

        Assert.Equal(("consented", "refused", "silent", "silent"), (await OutcomeAsync(yes), await OutcomeAsync(no), await OutcomeAsync(silent), await OutcomeAsync(client)));
        var proposals = (await room.Http.GetFromJsonAsync<JsonObject>("/api/consent/erasure-proposals"))!["items"]!.AsArray();
        var proposal = Assert.Single(proposals)!;
        Assert.Equal((silent.Value, "silence", null), (proposal["subjectId"]!.GetValue<Guid>(), Text(proposal, "cause"), proposal["dataClasses"]));
        using var tooLate = await anybody.PostAsJsonAsync("/api/consent/links/confirmations", new { token = TokenOf(unanswered, confirm: true) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLate.StatusCode);

        async Task<string> OutcomeAsync(SubjectId s) => Text((await PeopleAsync(room, run)).Single(p => p["subjectId"]!.GetValue<Guid>() == s.Value), "outcome");
        Task<int> ProposalsAsync() => room.Host.ReadAsync<ConsentDbContext, int>(db => db.Proposals.CountAsync());
    }

    [Fact]
    public async Task A_letter_is_recorded_for_who_may_be_asked_by_post_only_and_then_silence_counts_for_them_too()
    {
        var clock = new MovableClock();
        await using var room = await ConsentRoom.StartAsync(o => o.Clock = clock);
        var prospect = await room.RegisterFromAsync(new { origin = "form", obtainedAt = "2026-01-01T00:00:00Z" }, "prospect@example.test");
        var visitor = await room.RegisterFromAsync(new { origin = "form", obtainedAt = "2026-01-01T00:00:00Z" }, "visitor@example.test");
        var unknown = await room.RegisterAsync("unknown@example.test");
        var run = await PlanAsync(room);
        await ConsentRoom.RefusedAsync(LettersAsync(prospect), 409, "REQUALIFICATION_NOT_APPROVED");
        await ApproveAsync(room, run);
        await RunAsync(room);

        using var answer = await LettersAsync(prospect, unknown);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        using var twice = await LettersAsync(prospect);

        Assert.Equal((1, "NO_ORIGIN"), (body["recorded"]!.GetValue<int>(), Text(body["left"]![0]!, "code")));
        Assert.Equal("ASKED_ALREADY", Text(JsonNode.Parse(await twice.Content.ReadAsStringAsync())!["left"]![0]!, "code"));
        clock.Advance(TimeSpan.FromDays(31));
        await RunAsync(room);
        var outcomes = (await PeopleAsync(room, run)).ToDictionary(p => p["subjectId"]!.GetValue<Guid>(), p => Text(p, "outcome"));
        Assert.Equal(("silent", "waiting"), (outcomes[prospect.Value], outcomes[visitor.Value]));

        Task<HttpResponseMessage> LettersAsync(params SubjectId[] people) => room.Http.PostAsJsonAsync($"/api/consent/requalifications/{run}/letters", new { subjectIds = people });
    }

    [Fact]
    public async Task Whom_the_question_never_reached_has_not_been_silent()
    {
        var clock = new MovableClock();
        await using var room = await ConsentRoom.StartAsync(o => o.Clock = clock);
        var gone = await CustomerAsync(room, "gone@example.test");
        var silent = await CustomerAsync(room, "silent@example.test");
        var run = await PlanAsync(room);
        await ApproveAsync(room, run);
        await RunAsync(room);
        var bounce = new ContactStopped(Guid.CreateVersion7(), gone, "email", null, "bounce", clock.GetUtcNow(), null);
        await room.Host.PublishAsync(bounce, Guid.CreateVersion7());
        await ConsentRoom.Until(async () => await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Suppressions.CountAsync(s => s.Id == bounce.ActId)) == 1);

        clock.Advance(TimeSpan.FromDays(31));
        await RunAsync(room);

        var outcomes = (await PeopleAsync(room, run)).ToDictionary(p => p["subjectId"]!.GetValue<Guid>(), p => Text(p, "outcome"));
        Assert.Equal(("unreached", "silent"), (outcomes[gone.Value], outcomes[silent.Value]));
        Assert.Equal(silent, await room.Host.ReadAsync<ConsentDbContext, SubjectId>(db => db.Proposals.Select(p => p.SubjectId).SingleAsync()));
    }

    [Fact]
    public async Task One_that_was_stopped_asks_nobody()
    {
        await using var room = await ConsentRoom.StartAsync();
        await CustomerAsync(room, "a@example.test");
        var run = await PlanAsync(room);
        using (var stopped = await room.Http.PostAsync($"/api/consent/requalifications/{run}/stop", null))
        {
            Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        }

        using var dpo = room.Host.Client(Approver, "dpo");
        await ConsentRoom.RefusedAsync(dpo.PostAsJsonAsync($"/api/consent/requalifications/{run}/approval", new { reason = "x" }), 409, "REQUALIFICATION_NOT_DRAFT");
        await RunAsync(room);
        Assert.Equal(0, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Asks.CountAsync()));
    }

    private static async Task<SubjectId> CustomerAsync(ConsentRoom room, string address, bool ongoing = false)
    {
        var subject = await room.RegisterAsync(address);
        var facts = System.Text.Json.JsonSerializer.SerializeToNode(Customer)!.AsObject();
        if (ongoing)
        {
            facts["ongoingContract"] = true;
        }

        await room.StateAsync(subject, facts);
        return subject;
    }

    private static async Task<Guid> PlanAsync(ConsentRoom room, int? byMail = null, int? byPostOrVisit = null, int? never = null)
    {
        var plan = await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/requalifications", new { purpose = ConsentRoom.Newsletter }));
        if (byMail is not null)
        {
            Assert.Equal((byMail, byPostOrVisit, never), (plan["byMail"]!.GetValue<int>(), plan["byPostOrVisit"]!.GetValue<int>(), plan["never"]!.GetValue<int>()));
        }

        return plan["id"]!.GetValue<Guid>();
    }

    private static async Task ApproveAsync(ConsentRoom room, Guid run)
    {
        using var dpo = room.Host.Client(Approver, "dpo");
        using var answer = await dpo.PostAsJsonAsync($"/api/consent/requalifications/{run}/approval", new { reason = "Requalification of 2026, minute 12." });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static async Task RunAsync(ConsentRoom room)
    {
        await using var scope = room.Host.Services.CreateAsyncScope();
        await RequalificationWorker.RunAsync(scope.ServiceProvider, CancellationToken.None);
    }

    private static async Task<List<JsonNode>> PeopleAsync(ConsentRoom room, Guid run) =>
        [.. (await room.Http.GetFromJsonAsync<JsonObject>($"/api/consent/requalifications/{run}/people"))!["items"]!.AsArray().Select(p => p!)];

    private static async Task LinkAsync(HttpClient anybody, string act, MimeMessage mail, bool confirm)
    {
        using var answer = await anybody.PostAsJsonAsync($"/api/consent/links/{act}", new { token = TokenOf(mail, confirm) });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static string TokenOf(MimeMessage mail, bool confirm) =>
        Link().Matches(WebUtility.HtmlDecode(mail.HtmlBody!)).First(m => m.Value.Contains("/confirm/", StringComparison.Ordinal) == confirm).Groups["token"].Value;

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static List<MimeMessage> Mails(ConsentRoom room, string address)
    {
        var folder = Path.Combine(room.Host.DataFolder, "mail");
        return !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder, "*.eml").Select(f => MimeMessage.Load(f)).Where(m => m.To.ToString().Contains(address, StringComparison.Ordinal))];
    }

    [GeneratedRegex("/consents/(confirm/)?(?<token>[^/\"]+)\"")]
    private static partial Regex Link();
}
