using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Consent.Features.Proposing;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests.Features;

/// <summary>A consent that was the only basis of data, once withdrawn, proposes their erasure.</summary>
public sealed class ProposingTests
{
    [Fact]
    public async Task What_rested_on_the_withdrawn_consent_alone_is_proposed_and_what_others_need_is_not()
    {
        await using var room = await ConsentRoom.StartWithoutAsync<ProposalSweeper>();
        await DefineAsync(room, "birthdays", "consent", ["contacts.birthDate", "contacts.email", "contacts.hobbies"]);
        await DefineAsync(room, "orders", "contract", ["contacts.email"]);
        await DefineAsync(room, "games", "consent", ["contacts.hobbies"]);
        var (player, plain, half, client, faithful) = (await room.RegisterAsync("a@example.test"), await room.RegisterAsync("b@example.test"), await room.RegisterAsync("c@example.test"), await room.RegisterAsync("d@example.test"), await room.RegisterAsync("e@example.test"));
        var notice = await NoticeAsync(room, "birthdays");
        foreach (var person in new[] { player, plain, half, client, faithful })
        {
            await SayAsync(room, person, "birthdays", "given", notice);
        }

        await SayAsync(room, player, "games", "given", await NoticeAsync(room, "games"));
        await SayAsync(room, half, "birthdays", "given", notice, "sms");
        await room.StateAsync(client, new { ongoingContract = true });
        Assert.Equal(0, await SweepAsync(room));
        foreach (var person in new[] { player, plain, half, client })
        {
            await SayAsync(room, person, "birthdays", "withdrawn", null);
        }

        var sweeps = new[] { await SweepAsync(room), await SweepAsync(room) };

        Assert.Equal([2, 0], sweeps);
        var list = await ListAsync(room);
        Assert.Equal(
            new[] { $"{player} contacts.birthDate", $"{plain} contacts.birthDate,contacts.hobbies" }.Order(StringComparer.Ordinal),
            list.Select(p => $"{p["subjectId"]} {string.Join(',', p["dataClasses"]!.AsArray().Select(c => c!.GetValue<string>()))}").Order(StringComparer.Ordinal));
        Assert.All(list, p => Assert.Equal(("withdrawn", "birthdays"), (p["cause"]!.GetValue<string>(), p["purpose"]!.GetValue<string>())));
        Assert.True(await room.Host.ReadAsync<ConsentDbContext, bool>(db => db.AuditEntries.AnyAsync(a => a.Code == "erasure.proposal.read" && a.SubjectId == plain)));
    }

    [Fact]
    public async Task An_unsubscription_from_everything_ends_a_consent_too_and_one_that_comes_back_overtakes_the_proposal()
    {
        await using var room = await ConsentRoom.StartWithoutAsync<ProposalSweeper>();
        await DefineAsync(room, "birthdays", "consent", ["contacts.birthDate"]);
        var (person, notice) = (await room.RegisterAsync("a@example.test"), await NoticeAsync(room, "birthdays"));
        await SayAsync(room, person, "birthdays", "given", notice);
        await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/suppressions", new { subjectId = person, scope = "all", reason = "objection" }));
        Assert.Equal(1, await SweepAsync(room));

        await SayAsync(room, person, "birthdays", "given", notice);
        await SweepAsync(room);

        Assert.Empty(await ListAsync(room, "?open=true"));
        Assert.Equal("overtaken", Assert.Single(await ListAsync(room))["outcome"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_person_decides_once_with_a_reason_and_an_erasure_names_the_request_that_does_it()
    {
        await using var room = await ConsentRoom.StartWithoutAsync<ProposalSweeper>();
        await DefineAsync(room, "birthdays", "consent", ["contacts.birthDate"]);
        var (person, notice) = (await room.RegisterAsync("a@example.test"), await NoticeAsync(room, "birthdays"));
        await SayAsync(room, person, "birthdays", "given", notice);
        await SayAsync(room, person, "birthdays", "withdrawn", null);
        await SweepAsync(room);
        var id = Assert.Single(await ListAsync(room))["id"]!.GetValue<Guid>();
        var request = Guid.NewGuid();

        await ConsentRoom.RefusedAsync(DecideAsync(new { outcome = "erase", reason = "no basis left" }), 422, "REQUEST_MISSING");
        await ConsentRoom.RefusedAsync(DecideAsync(new { outcome = "overtaken", reason = "x" }), 422, "OUTCOME_UNKNOWN");
        using (var answer = await DecideAsync(new { outcome = "erase", reason = "no basis left", requestId = request }))
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        await ConsentRoom.RefusedAsync(DecideAsync(new { outcome = "keep", reason = "x" }), 409, "PROPOSAL_DECIDED");
        var decided = Assert.Single(await ListAsync(room));
        Assert.Equal(("erase", request), (decided["outcome"]!.GetValue<string>(), decided["requestId"]!.GetValue<Guid>()));
        Assert.Equal(0, await SweepAsync(room));

        await room.EraseAsync([person], "a@example.test");
        Assert.Equal(0, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Proposals.CountAsync()));

        Task<HttpResponseMessage> DecideAsync(object body) => room.Http.PostAsJsonAsync($"/api/consent/erasure-proposals/{id}/decision", body);
    }

    [Fact]
    public async Task At_night_a_consent_to_calls_still_keeps_what_rests_on_it()
    {
        var clock = new MovableClock();
        clock.Set(new DateTimeOffset(2027, 3, 2, 2, 0, 0, TimeSpan.Zero));
        await using var room = await ConsentRoom.StartWithoutAsync<ProposalSweeper>(clock);
        await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/purposes", new
        {
            code = "calls", name = new { fr = "Appels", en = "Calls" }, legalBasis = "consent", channels = new[] { "phone", "email" }, dataClasses = new[] { "contacts.birthDate" },
        }));
        var (person, notice) = (await room.RegisterAsync("a@example.test"), await NoticeAsync(room, "calls"));
        foreach (var (channel, decision) in new[] { ("phone", "given"), ("email", "given"), ("email", "withdrawn") })
        {
            await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/events", new { subjectId = person, purpose = "calls", channel, decision, method = "form", noticeId = decision == "given" ? notice : (Guid?)null, at = clock.GetUtcNow() }));
        }

        Assert.Equal("OUT_OF_HOURS", await room.DecideAsync(person, "phone", "calls"));
        Assert.Equal(0, await SweepAsync(room));
    }

    private static Task DefineAsync(ConsentRoom room, string code, string basis, string[] classes) => ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/purposes", new
    {
        code, name = new { fr = code, en = code }, legalBasis = basis, channels = new[] { "email", "sms" }, dataClasses = classes,
    }));

    private static async Task<Guid> NoticeAsync(ConsentRoom room, string purpose) =>
        (await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/notices", new { purpose, language = "fr", text = "Oui." })))["id"]!.GetValue<Guid>();

    private static Task SayAsync(ConsentRoom room, SubjectId subject, string purpose, string decision, Guid? notice, string channel = "email") =>
        ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/events", new { subjectId = subject, purpose, channel, decision, method = "form", noticeId = notice, at = TimeProvider.System.GetUtcNow() }));

    private static Task<int> SweepAsync(ConsentRoom room) => room.Host.ReadAsync<ConsentDbContext, int>(db => ProposalSweeper.SweepAsync(db, "FR", CancellationToken.None));

    private static async Task<List<JsonNode>> ListAsync(ConsentRoom room, string query = "") =>
        [.. (await room.Http.GetFromJsonAsync<JsonObject>($"/api/consent/erasure-proposals{query}"))!["items"]!.AsArray().Select(p => p!)];
}
