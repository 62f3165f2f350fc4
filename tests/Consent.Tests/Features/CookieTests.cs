using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Consent.Features.Ageing;
using Gdpr.Kernel;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests.Features;

/// <summary>Cookie banners, what is chosen on them as proof, and the choice of a device that becomes a person's.</summary>
public sealed class CookieTests
{
    private const string Shop = "https://shop.example.test";

    [Fact]
    public async Task The_same_words_are_the_same_version_and_every_version_stays_readable()
    {
        await using var room = await ConsentRoom.StartAsync();

        var first = await ConsentRoom.Created(DefineAsync(room));
        using var again = await DefineAsync(room);
        var second = await ConsentRoom.Created(DefineAsync(room, describe: "Counts visits and sales."));

        Assert.Equal((1, 2), ((int)first["version"]!, (int)second["version"]!));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var old = await room.Http.GetFromJsonAsync<JsonObject>("/api/consent/cookie-banners/shop/versions/1");
        Assert.Equal("Counts visits.", (string)old!["purposes"]![1]!["description"]!["en"]!);
        using var nobody = room.Host.Stranger();
        var current = await nobody.GetFromJsonAsync<JsonObject>("/api/consent/cookie-banners/shop/current");
        Assert.Equal((2, 6), ((int)current!["version"]!, (int)current["rememberedMonths"]!));
    }

    [Theory]
    [InlineData("enabled", "BOX_PRETICKED")]
    [InlineData("exemption", "EXEMPTION_UNKNOWN")]
    [InlineData("shared", "EXEMPTION_SHARED")]
    [InlineData("origin", "ORIGIN_MALFORMED")]
    [InlineData("domain", "COOKIE_DOMAIN_FOREIGN")]
    [InlineData("twice", "PURPOSE_TWICE")]
    [InlineData("words", "WORDS_MISSING")]
    public async Task A_banner_that_asks_unlawfully_is_refused(string fault, string code)
    {
        await using var room = await ConsentRoom.StartAsync();
        var purpose = new
        {
            code = "audience", name = Words("Mesure", fault == "words" ? " " : "Audience"), description = Words("Compte.", "Counts."), enabled = fault == "enabled",
            exemption = fault switch { "exemption" => "legitimateInterest", "shared" => "audience", _ => null },
            recipients = new[] { new { name = "Acme", privacyUrl = "https://acme.example.test/privacy" } },
        };

        await ConsentRoom.RefusedAsync(
            room.Http.PostAsJsonAsync("/api/consent/cookie-banners", new
            {
                code = "shop", origins = new[] { fault == "origin" ? $"{Shop}/page" : Shop }, privacyUrl = $"{Shop}/privacy", cookieDomain = fault == "domain" ? "test" : null,
                purposes = fault == "twice" ? new[] { purpose, purpose } : [purpose],
            }),
            422,
            code);
    }

    [Fact]
    public async Task A_choice_is_proved_by_its_version_and_a_refusal_of_everything_numbers_nobody()
    {
        await using var room = await ConsentRoom.StartAsync();
        await ConsentRoom.Created(DefineAsync(room));

        var accepted = await ChooseAsync(room, audience: true, ads: false);
        var refused = await ChooseAsync(room, audience: false, ads: false);

        Assert.NotNull(accepted);
        Assert.Null(refused);
        var rows = await room.Host.ReadAsync<ConsentDbContext, List<CookieChoice>>(db => db.CookieChoices.AsNoTracking().OrderBy(c => c.Id).ToListAsync());
        Assert.Equal([("shop", 1, "audience", "ads"), ("shop", 1, "", "audience,ads")], rows.Select(r => (r.Banner, r.Version, r.Accepted, r.Refused)));
        Assert.Equal(accepted, rows[0].Id);
    }

    [Fact]
    public async Task A_choice_of_another_site_version_or_purpose_is_refused_and_nothing_is_written()
    {
        await using var room = await ConsentRoom.StartAsync();
        await ConsentRoom.Created(DefineAsync(room));

        await ConsentRoom.RefusedAsync(SendAsync(room, origin: "https://other.example.test"), 422, "ORIGIN_UNKNOWN");
        await ConsentRoom.RefusedAsync(SendAsync(room, version: 2), 404, "BANNER_UNKNOWN");
        await ConsentRoom.RefusedAsync(SendAsync(room, choices: new() { ["audience"] = true }), 422, "CHOICE_INCOMPLETE");
        await ConsentRoom.RefusedAsync(SendAsync(room, choices: new() { ["audience"] = true, ["ads"] = true, ["basket"] = true }), 422, "CHOICE_INCOMPLETE");
        Assert.Equal(0, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.CookieChoices.CountAsync()));
    }

    [Fact]
    public async Task At_a_sign_in_the_refusal_of_one_device_outdoes_the_acceptance_of_another()
    {
        await using var room = await ConsentRoom.StartAsync();
        var ann = await room.RegisterAsync("ann@example.test");
        await ConsentRoom.Created(DefineAsync(room));
        var telephone = await ChooseAsync(room, audience: true, ads: true);
        var refusal = new { subjectId = ann, banner = "shop", refusedAt = TimeProvider.System.GetUtcNow().AddDays(-9) };

        Assert.Equal("true true", await TieAsync(room, new { subjectId = ann, banner = "shop", choiceId = telephone }));
        Assert.Equal("false false", await TieAsync(room, refusal));
        Assert.Equal("false false", await TieAsync(room, refusal));
        var known = await ChooseAsync(room, audience: true, ads: false);
        Assert.Equal("true false", await TieAsync(room, new { subjectId = ann, banner = "shop", choiceId = known, signedIn = true }));

        Assert.Equal(3, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.CookieTies.CountAsync()));
        var shown = await room.Http.GetFromJsonAsync<JsonObject>($"/api/consent/subjects/{ann}/cookie-choices");
        Assert.Equal("true false", Standing(shown!["banners"]![0]!));
        Assert.Equal(1, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.AuditEntries.CountAsync(a => a.Code == "consent.read" && a.SubjectId == ann)));
    }

    [Fact]
    public async Task A_refusal_is_one_of_the_version_that_was_shown()
    {
        await using var room = await ConsentRoom.StartAsync();
        var ann = await room.RegisterAsync("ann@example.test");
        await ConsentRoom.Created(DefineAsync(room));
        await ConsentRoom.Created(DefineAsync(room, describe: "Counts more."));

        await TieAsync(room, new { subjectId = ann, banner = "shop", version = 1, refusedAt = TimeProvider.System.GetUtcNow().AddDays(-1) });
        await ConsentRoom.RefusedAsync(SendTieAsync(room, new { subjectId = ann, banner = "shop", version = 9, refusedAt = TimeProvider.System.GetUtcNow() }), 404, "BANNER_UNKNOWN");

        Assert.Equal(1, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.CookieChoices.Select(c => c.Version).SingleAsync()));
    }

    [Fact]
    public async Task A_choice_sent_twice_is_one_and_its_id_is_nobody_elses()
    {
        await using var room = await ConsentRoom.StartAsync();
        await ConsentRoom.Created(DefineAsync(room));
        var id = Guid.NewGuid();

        var first = await ConsentRoom.Created(SendAsync(room, choiceId: id));
        var again = await ConsentRoom.Created(SendAsync(room, choiceId: id));
        await ConsentRoom.RefusedAsync(SendAsync(room, choices: new() { ["audience"] = true, ["ads"] = false }, choiceId: id), 409, "CHOICE_ID_TAKEN");

        Assert.Equal((id, id), (first["choiceId"]!.GetValue<Guid>(), again["choiceId"]!.GetValue<Guid>()));
        Assert.Equal(1, await room.Host.ReadAsync<ConsentDbContext, int>(db => db.CookieChoices.CountAsync()));
    }

    [Fact]
    public async Task A_merge_does_not_reopen_what_one_id_refused_by_what_the_other_accepted()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (survivor, absorbed) = (await room.RegisterAsync("one@example.test"), await room.RegisterAsync("two@example.test"));
        await ConsentRoom.Created(DefineAsync(room));
        await TieAsync(room, new { subjectId = survivor, banner = "shop", refusedAt = TimeProvider.System.GetUtcNow().AddDays(-2) });
        Assert.Equal("true true", await TieAsync(room, new { subjectId = absorbed, banner = "shop", choiceId = await ChooseAsync(room, audience: true, ads: true), signedIn = true }));

        await room.Host.PublishAsync(new SubjectsMerged(survivor, absorbed));
        await ConsentRoom.Until(() => room.Host.ReadAsync<ConsentDbContext, bool>(async db => await db.CookieTies.CountAsync(t => t.SubjectId == survivor) == 2));

        var shown = await room.Http.GetFromJsonAsync<JsonObject>($"/api/consent/subjects/{survivor}/cookie-choices");
        Assert.Equal("false false", Standing(shown!["banners"]![0]!));
    }

    [Fact]
    public async Task A_shared_device_does_not_give_one_persons_choice_to_the_next()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (ann, bob) = (await room.RegisterAsync("ann@example.test"), await room.RegisterAsync("bob@example.test"));
        await ConsentRoom.Created(DefineAsync(room));
        var choice = await ChooseAsync(room, audience: true, ads: true);
        await TieAsync(room, new { subjectId = ann, banner = "shop", choiceId = choice });

        await ConsentRoom.RefusedAsync(SendTieAsync(room, new { subjectId = bob, banner = "shop", choiceId = choice }), 409, "CHOICE_OF_SOMEBODY_ELSE");
        var refusedAt = TimeProvider.System.GetUtcNow().AddHours(-1);
        await TieAsync(room, new { subjectId = ann, banner = "shop", refusedAt });
        await ConsentRoom.RefusedAsync(SendTieAsync(room, new { subjectId = bob, banner = "shop", refusedAt }), 409, "CHOICE_OF_SOMEBODY_ELSE");
        await ConsentRoom.RefusedAsync(SendTieAsync(room, new { subjectId = bob, banner = "shop", choiceId = Guid.CreateVersion7() }), 422, "CHOICE_UNKNOWN");
        await ConsentRoom.RefusedAsync(SendTieAsync(room, new { subjectId = bob, banner = "shop" }), 422, "CHOICE_INCOMPLETE");
        await ConsentRoom.RefusedAsync(SendTieAsync(room, new { subjectId = bob, banner = "shop", refusedAt = TimeProvider.System.GetUtcNow().AddDays(2) }), 422, "DATE_IN_FUTURE");
    }

    [Fact]
    public async Task A_person_erased_takes_the_choices_along_and_others_stay()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (ann, bob) = (await room.RegisterAsync("ann@example.test"), await room.RegisterAsync("bob@example.test"));
        await ConsentRoom.Created(DefineAsync(room));
        foreach (var person in new[] { ann, bob })
        {
            await TieAsync(room, new { subjectId = person, banner = "shop", choiceId = await ChooseAsync(room, audience: true, ads: false) });
        }

        var request = room.OpenCase([ann], "ann@example.test");
        var plan = await room.AskAsync(new LocateSubject(request, "consent", RightRequested.Erasure, 1, ann), request, ParticipationPhase.Locate);
        Assert.Contains(new Datum("consent.cookie-choices", 1, Outcome.Erased, null, null), plan);
        await room.EraseAsync([ann], "ann@example.test");

        var left = await room.Host.ReadAsync<ConsentDbContext, (int, List<SubjectId>)>(async db => (await db.CookieChoices.CountAsync(), await db.CookieTies.Select(t => t.SubjectId).ToListAsync()));
        Assert.Equal(1, left.Item1);
        Assert.Equal([bob], left.Item2);
        await ConsentRoom.RefusedAsync(SendTieAsync(room, new { subjectId = ann, banner = "shop", refusedAt = TimeProvider.System.GetUtcNow() }), 409, "SUBJECT_ERASED");
    }

    [Fact]
    public async Task Two_contacts_that_are_one_person_have_one_choice_and_a_proof_ends_with_the_data_it_allowed()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (survivor, absorbed) = (await room.RegisterAsync("one@example.test"), await room.RegisterAsync("two@example.test"));
        await ConsentRoom.Created(DefineAsync(room));
        await TieAsync(room, new { subjectId = absorbed, banner = "shop", refusedAt = TimeProvider.System.GetUtcNow().AddDays(-1) });
        await TieAsync(room, new { subjectId = survivor, banner = "shop", refusedAt = TimeProvider.System.GetUtcNow().AddMonths(-26) });

        await room.Host.PublishAsync(new SubjectsMerged(survivor, absorbed));
        await ConsentRoom.Until(() => room.Host.ReadAsync<ConsentDbContext, bool>(async db => await db.CookieTies.CountAsync(t => t.SubjectId == survivor) == 2));
        await room.Host.ReadAsync<ConsentDbContext, int>(db => AgeingSweeper.SweepAsync(db, TestContext.Current.CancellationToken));

        Assert.Equal((1, 1), await room.Host.ReadAsync<ConsentDbContext, (int, int)>(async db => (await db.CookieChoices.CountAsync(), await db.CookieTies.CountAsync())));
    }

    private static object Words(string fr, string en) => new { fr, en };

    private static Task<HttpResponseMessage> DefineAsync(ConsentRoom room, string describe = "Counts visits.") =>
        room.Http.PostAsJsonAsync("/api/consent/cookie-banners", new
        {
            code = "shop", origins = new[] { Shop }, privacyUrl = $"{Shop}/privacy",
            purposes = new object[]
            {
                new { code = "basket", name = Words("Panier", "Basket"), description = Words("Garde le panier.", "Keeps the basket."), exemption = "strictlyNecessary" },
                new { code = "audience", name = Words("Mesure", "Audience"), description = Words("Compte les visites.", describe), trackers = new[] { "_aud" } },
                new
                {
                    code = "ads", name = Words("Publicité", "Advertising"), description = Words("Choisit les annonces.", "Chooses ads."),
                    recipients = new[] { new { name = "Acme", privacyUrl = "https://acme.example.test/privacy" } },
                },
            },
        });

    private static async Task<Guid?> ChooseAsync(ConsentRoom room, bool audience, bool ads)
    {
        var made = await ConsentRoom.Created(SendAsync(room, choices: new() { ["audience"] = audience, ["ads"] = ads }));
        return made["choiceId"]?.GetValue<Guid>();
    }

    private static async Task<HttpResponseMessage> SendAsync(ConsentRoom room, int version = 1, string origin = Shop, Dictionary<string, bool>? choices = null, Guid? choiceId = null)
    {
        using var nobody = room.Host.Stranger();
        return await nobody.PostAsJsonAsync("/api/consent/cookie-choices", new
        {
            banner = "shop", version, language = "fr", origin, choiceId, choices = choices ?? new() { ["audience"] = true, ["ads"] = true },
        });
    }

    private static Task<HttpResponseMessage> SendTieAsync(ConsentRoom room, object tie) => room.Http.PostAsJsonAsync("/api/consent/cookie-choices/ties", tie);

    private static async Task<string> TieAsync(ConsentRoom room, object tie)
    {
        using var answer = await SendTieAsync(room, tie);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, body);
        return Standing(JsonNode.Parse(body)!);
    }

    private static string Standing(JsonNode banner) => string.Join(' ', banner["purposes"]!.AsArray().Select(p => p!["accepted"]?.ToJsonString() ?? "null"));
}
