using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Consent.Features.Ageing;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests.Features;

public sealed class AgeingTests
{
    [Fact]
    public async Task A_term_that_is_over_is_written_down_once_and_a_renewal_begins_another()
    {
        await using var room = await ConsentRoom.StartWithoutAsync<AgeingSweeper>();
        var notice = await room.PublishNoticeAsync("yearly", consentMonths: 12);
        var (old, fresh) = (await room.RegisterAsync("a@example.test"), await room.RegisterAsync("b@example.test"));
        await GiveAsync(old, "given", DateTimeOffset.UtcNow.AddMonths(-13));
        await GiveAsync(fresh, "given", DateTimeOffset.UtcNow.AddMonths(-11));
        Assert.Equal("CONSENT_EXPIRED", await room.DecideAsync(old, purpose: "yearly"));

        var sweeps = new[] { await SweepAsync(room), await SweepAsync(room) };

        Assert.Equal([1, 0], sweeps);
        Assert.Equal([ConsentDecision.Given, ConsentDecision.Expired], await SaidAsync(old));
        Assert.Equal([ConsentDecision.Given], await SaidAsync(fresh));
        Assert.Equal(("CONSENT_EXPIRED", "CONSENT"), (await room.DecideAsync(old, purpose: "yearly"), await room.DecideAsync(fresh, purpose: "yearly")));
        await GiveAsync(old, "renewed", DateTimeOffset.UtcNow.AddMinutes(-1));
        Assert.Equal("CONSENT", await room.DecideAsync(old, purpose: "yearly"));
        Assert.Equal(0, await SweepAsync(room));

        Task GiveAsync(SubjectId subject, string decision, DateTimeOffset at) => ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/events", new
        {
            subjectId = subject, purpose = "yearly", channel = "email", decision, method = "form", noticeId = notice, at,
        }));
        Task<List<ConsentDecision>> SaidAsync(SubjectId s) =>
            room.Host.ReadAsync<ConsentDbContext, List<ConsentDecision>>(db => db.Events.Where(e => e.SubjectId == s).OrderBy(e => e.At).Select(e => e.Decision).ToListAsync());
    }

    [Fact]
    public async Task Traces_of_access_go_on_their_date()
    {
        await using var room = await ConsentRoom.StartWithoutAsync<AgeingSweeper>();
        var subject = await room.RegisterAsync("a@example.test");
        await room.Host.ReadAsync<ConsentDbContext, int>(db =>
        {
            db.AccessTraces.AddRange(new[] { -1, 1 }.Select(days => new AccessTrace
            {
                Id = Guid.CreateVersion7(), SubjectId = subject, EventId = Guid.CreateVersion7(), Step = 1, At = DateTimeOffset.UtcNow, Ip = "192.0.2.1", EraseAt = DateTimeOffset.UtcNow.AddDays(days),
            }));
            return db.SaveChangesAsync();
        });

        await SweepAsync(room);

        Assert.Equal(1, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.AccessTraces.CountAsync()));
    }

    [Fact]
    public async Task Prospects_of_whom_nothing_came_for_three_years_are_proposed_and_nothing_is_changed()
    {
        await using var room = await ConsentRoom.StartWithoutAsync<AgeingSweeper>();
        var (stale, back, client, fresh) = (await room.RegisterAsync("a@example.test"), await room.RegisterAsync("b@example.test"), await room.RegisterAsync("c@example.test"), await room.RegisterAsync("d@example.test"));
        var old = DateTimeOffset.UtcNow.AddYears(-4);
        await room.StateAsync(stale, new { lastContactFromPersonAt = old });
        await room.StateAsync(back, new { lastContactFromPersonAt = old });
        await ConsentRoom.Created(room.SayAsync(back, "given"));
        await room.StateAsync(client, new { lastContactFromPersonAt = old, ongoingContract = true });
        await room.StateAsync(fresh, new { lastContactFromPersonAt = DateTimeOffset.UtcNow.AddYears(-2) });

        var list = await room.Http.GetFromJsonAsync<JsonObject>("/api/consent/subjects/inactive");

        Assert.Equal(stale.Value, Assert.Single(list!["items"]!.AsArray())!["subjectId"]!.GetValue<Guid>());
        Assert.Equal("STALE", await room.DecideAsync(stale));
        Assert.Equal(4, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.Facts.CountAsync()));
    }

    [Fact]
    public async Task Asking_for_a_consent_passes_the_decision_too()
    {
        await using var room = await ConsentRoom.StartWithoutAsync<AgeingSweeper>();
        var customer = new { softOptIn = new { collectedAtSale = true, sameEntity = true, similarProducts = true, optOutAtCollection = true, optOutEachMessage = true }, provenance = new { origin = "sale" } };
        var names = new[] { "customer", "professional", "prospect", "refuser", "stale", "unknown", "consented", "asked" };
        var people = new Dictionary<string, SubjectId>();
        foreach (var name in names)
        {
            people[name] = await room.RegisterAsync($"{name}@example.test");
        }

        await room.StateAsync(people["customer"], customer);
        await room.StateAsync(people["professional"], new { audience = "B2B", relatedToProfession = true, informed = true, provenance = new { origin = "event" } });
        await room.StateAsync(people["prospect"], new { provenance = new { origin = "form" } });
        await room.StateAsync(people["refuser"], customer);
        await ConsentRoom.Created(room.SayAsync(people["refuser"], "refused"));
        await room.StateAsync(people["stale"], new { lastContactFromPersonAt = "2020-01-01", provenance = new { origin = "form" } });
        await ConsentRoom.Created(room.SayAsync(people["consented"], "given"));
        await room.StateAsync(people["asked"], customer);
        await ConsentRoom.Created(room.SayAsync(people["asked"], "requested"));

        using var answer = await room.Http.PostAsJsonAsync("/api/consent/requalifications/preflight", new { purpose = "newsletter", channel = "email" });
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal((8, 1, 2, 1, 4), (Count("subjects"), Count("notNeeded"), Count("byChannel"), Count("byPostOrVisit"), Count("never")));
        Assert.Equal(
            ["channel B2B_OPT_OUT", "channel SOFT_OPT_IN", "never ASKED_ALREADY", "never NO_ORIGIN", "never REFUSED_EARLIER", "never STALE", "notNeeded CONSENT", "postOrVisit NO_CONSENT"],
            body["reasons"]!.AsArray().Select(r => $"{r!["route"]} {r["code"]}").Order(StringComparer.Ordinal));

        int Count(string name) => body[name]!.GetValue<int>();
    }

    private static Task<int> SweepAsync(ConsentRoom room) => room.Host.ReadAsync<ConsentDbContext, int>(db => AgeingSweeper.SweepAsync(db, CancellationToken.None));
}
