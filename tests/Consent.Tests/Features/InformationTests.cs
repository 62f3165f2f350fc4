using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Consent.Features.Informing;
using Gdpr.Kernel;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Gdpr.Consent.Tests.Features;

public sealed class InformationTests
{
    private const string Words = "Nous traitons vos coordonnées pour vous proposer nos services.";

    private static readonly DateTimeOffset Long = TimeProvider.System.GetUtcNow().AddDays(-60);

    private static object Bought(DateTimeOffset at) => new { origin = "purchased", obtainedAt = at, supplier = "Fichiers Durand", partnersNamed = true };

    [Fact]
    public async Task Who_was_bought_is_listed_with_a_due_date_and_who_came_by_a_form_is_not()
    {
        await using var room = await ConsentRoom.StartAsync();
        var late = await room.RegisterFromAsync(Bought(Long), "late@example.test");
        var fresh = await room.RegisterFromAsync(new { origin = "partner", obtainedAt = TimeProvider.System.GetUtcNow().AddDays(-1), supplier = "Club", partnersNamed = false }, "fresh@example.test");
        await room.RegisterFromAsync(new { origin = "form", obtainedAt = Long }, "form@example.test");
        await room.RegisterAsync("nobody-said@example.test");
        var stated = await room.RegisterAsync("stated@example.test");
        await room.StateAsync(stated, new { provenance = new { origin = "public", obtainedAt = Long } });

        await room.Host.ReadAsync<ConsentDbContext, int>(db =>
        {
            db.Mails.Add(new MailMessage { Id = Guid.CreateVersion7(), Kind = "form", CreatedAt = Long, SentAt = Long });
            return db.SaveChangesAsync();
        });

        var (all, overdue) = (await OwedAsync(room), await OwedAsync(room, "?overdue=true"));

        Assert.Equal([late, fresh, stated], all.Select(SubjectOf));
        Assert.Equal([late, stated], overdue.Select(SubjectOf));
        Assert.Equal(("purchased", "Fichiers Durand", true, true), (Text(all[0], "origin"), Text(all[0], "supplier"), all[0]["partnersNamed"]!.GetValue<bool>(), all[0]["overdue"]!.GetValue<bool>()));
        Assert.False(all[1]["overdue"]!.GetValue<bool>());
        Assert.InRange((all[0]["dueAt"]!.GetValue<DateTimeOffset>() - Long).TotalDays, 28, 36);
        var first = await room.Http.GetFromJsonAsync<JsonObject>("/api/consent/information/owed?limit=2");
        var rest = await room.Http.GetFromJsonAsync<JsonObject>($"/api/consent/information/owed?limit=2&after={first!["next"]}");
        Assert.Equal((2, 1, null), (first["items"]!.AsArray().Count, rest!["items"]!.AsArray().Count, (string?)rest["next"]));
        Assert.True(await room.Host.ReadAsync<ConsentDbContext, bool>(db => db.AuditEntries.AnyAsync(a => a.Code == "information.owed.read" && a.SubjectId == late)));
    }

    [Fact]
    public async Task A_notice_is_sent_once_in_the_persons_language_and_proved_to_the_word()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (french, english) = (await room.RegisterFromAsync(Bought(Long), "fr@example.test"), await room.RegisterFromAsync(Bought(Long), "en@example.test"));
        room.Languages[french] = "fr-FR";
        await ConsentRoom.RefusedAsync(room.Http.PostAsJsonAsync("/api/consent/information/sendings", new { }), 409, "INFORMATION_TEXT_MISSING");
        await PublishAsync(room, "fr", "brouillon");
        var text = await PublishAsync(room, "fr", Words);
        await PublishAsync(room, "en", "We hold your details.");
        Assert.Equal(2, text["version"]!.GetValue<int>());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"Vos données\n{Words}"))), Text(text, "sha256"));

        var sent = await SendAsync(room, new { });
        var again = await SendAsync(room, new { subjectIds = new[] { french } });

        Assert.Equal(2, sent["written"]!.GetValue<int>());
        Assert.Equal((0, "NOTICE_WRITTEN"), (again["written"]!.GetValue<int>(), Text(again["left"]![0]!, "code")));
        await ConsentRoom.Until(async () => (await OwedAsync(room)).Count == 0);
        var (mail, other) = (Mail(room, "fr@example.test"), Mail(room, "en@example.test"));
        Assert.Contains(Words, mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("acquises auprès de Fichiers Durand", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("vous opposer à la prospection", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("/fr\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("We acquired them from Fichiers Durand".ToUpperInvariant(), other.HtmlBody!.ToUpperInvariant(), StringComparison.Ordinal);
        var proof = (await room.Http.GetFromJsonAsync<JsonObject>($"/api/consent/subjects/{french}/information"))!;
        var notice = Assert.Single(proof["notices"]!.AsArray())!;
        Assert.Equal(("fr", 2, "left", "purchased"), (Text(notice, "language"), notice["textVersion"]!.GetValue<int>(), Text(notice, "mail"), Text(notice, "origin")));
        Assert.Equal((Text(text, "sha256"), Text(text, "id")), (Text(notice, "textSha256"), Text(notice, "textId")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.HtmlBody!.ReplaceLineEndings("\n").TrimEnd('\n')))), Text(notice, "bodySha256"));
        Assert.NotNull(proof["informedAt"]);
        Assert.Equal("NOTICE_WRITTEN", Text((await SendAsync(room, new { subjectIds = new[] { french } }))["left"]![0]!, "code"));
        Assert.Single(Mails(room, "fr@example.test"));
    }

    [Fact]
    public async Task Nobody_erased_restricted_exempt_or_told_elsewhere_gets_a_notice()
    {
        await using var room = await ConsentRoom.StartAsync();
        await PublishAsync(room, "en", "We hold your details.");
        var people = new Dictionary<string, SubjectId>();
        foreach (var name in new[] { "erased", "restricted", "exempt", "told", "addressless", "form", "owed" })
        {
            people[name] = await room.RegisterFromAsync(name == "form" ? new { origin = "form", obtainedAt = Long } : Bought(Long), name == "addressless" ? [] : [$"{name}@example.test"]);
        }

        await room.EraseAsync([people["erased"]], "erased@example.test");
        var request = room.OpenCase([people["restricted"]]);
        await room.Host.PublishAsync(new SubjectsHeld(request, [people["restricted"]]));
        await ConsentRoom.Until(() => room.Host.ReadAsync<ConsentDbContext, bool>(db => db.Holds.AnyAsync()));
        await room.Host.PublishAsync(new SubjectsRestricted(request, [people["restricted"]], RestrictionGround.Accuracy));
        await ConsentRoom.Until(() => room.Host.ReadAsync<ConsentDbContext, bool>(db => db.Restrictions.AnyAsync()));
        using (var exempted = await room.Http.PostAsJsonAsync($"/api/consent/subjects/{people["exempt"]}/information/exemption", new { ground = "disproportionate", reason = "Archive of 1950, no address is current." }))
        {
            Assert.Equal(HttpStatusCode.NoContent, exempted.StatusCode);
        }

        await ConsentRoom.RefusedAsync(room.Http.PostAsJsonAsync($"/api/consent/subjects/{people["owed"]}/information/exemption", new { ground = "tooMuchWork", reason = "x" }), 422, "GROUND_UNKNOWN");
        await room.StateAsync(people["told"], new { informed = true });

        var answer = await SendAsync(room, new { subjectIds = people.Values });

        Assert.Equal(1, answer["written"]!.GetValue<int>());
        var codes = answer["left"]!.AsArray().ToDictionary(l => SubjectOf(l!), l => Text(l!, "code"));
        Assert.Equal(
            ["SUBJECT_ERASED", "SUBJECT_RESTRICTED", "NOTHING_OWED", "NOTHING_OWED", "NO_ADDRESS", "NOTHING_OWED"],
            new[] { "erased", "restricted", "exempt", "told", "addressless", "form" }.Select(n => codes[people[n]]));
        await ConsentRoom.Until(() => Task.FromResult(Mails(room, "owed@example.test").Count == 1));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(room.Host.DataFolder, "mail"), "*.eml"));
        await ConsentRoom.RefusedAsync(room.Http.PostAsJsonAsync($"/api/consent/subjects/{people["exempt"]}/information/exemption", new { ground = "impossible", reason = "x" }), 409, "NOTHING_OWED");
    }

    [Fact]
    public async Task The_first_message_or_disclosure_ends_the_time_before_the_month_does()
    {
        await using var room = await ConsentRoom.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var (written, given, quiet) = (await room.RegisterFromAsync(Bought(now.AddDays(-5)), "a@example.test"), await room.RegisterFromAsync(Bought(now.AddDays(-5)), "b@example.test"), await room.RegisterFromAsync(Bought(now.AddDays(-5)), "c@example.test"));
        Assert.Empty(await OwedAsync(room, "?overdue=true"));
        (room.FirstSends[written], room.FirstDisclosures[given]) = (now.AddDays(-2), now.AddDays(-1));

        await SweepAsync(room);

        var due = (await OwedAsync(room)).ToDictionary(SubjectOf, i => i["dueAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal((now.AddDays(-2), now.AddDays(-1)), (due[written], due[given]), Close);
        Assert.True(due[quiet] > now.AddDays(20));
        Assert.Equal([written, given], (await OwedAsync(room, "?overdue=true")).Select(SubjectOf));
    }

    [Fact]
    public async Task Who_was_told_may_be_solicited_as_informed_and_data_obtained_later_are_owed_anew()
    {
        await using var room = await ConsentRoom.StartAsync();
        await PublishAsync(room, "en", "We hold your details.");
        var person = await room.RegisterFromAsync(Bought(Long), "a@example.test");
        await room.StateAsync(person, new { audience = "B2B", relatedToProfession = true });
        Assert.Equal("NOT_INFORMED", await room.DecideAsync(person));

        await SendAsync(room, new { });
        await ConsentRoom.Until(async () => (await OwedAsync(room)).Count == 0);
        await SweepAsync(room);

        Assert.Equal("B2B_OPT_OUT", await room.DecideAsync(person));
        await room.Host.PublishAsync(new SubjectsRegistered([person]));
        room.Sources[person] = new { origin = "partner", obtainedAt = Long.AddDays(10), supplier = "Club", partnersNamed = false };
        await room.Host.PublishAsync(new SubjectsRegistered([person]));
        await ConsentRoom.Until(async () => (await OwedAsync(room)).Count == 1);
        Assert.Equal("Club", Text((await OwedAsync(room))[0], "supplier"));
        Assert.Equal(1, (await SendAsync(room, new { }))["written"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_copy_of_a_person_says_what_they_were_told_and_an_erasure_takes_it_away()
    {
        await using var room = await ConsentRoom.StartAsync();
        await PublishAsync(room, "en", "We hold your details.");
        var person = await room.RegisterFromAsync(Bought(Long), "a@example.test");
        await SendAsync(room, new { });
        var request = room.OpenCase([person], "a@example.test");

        var found = await room.AskAsync(new LocateSubject(request, "consent", RightRequested.Access, 1, person), request, ParticipationPhase.Locate);
        using var rights = room.Host.AsRoom("subject-rights");
        var tables = await rights.GetFromJsonAsync<JsonArray>($"/internal/consent/participation/{request}/export?right=access");

        Assert.Equal((2, Outcome.Provided), (found.Single(d => d.DataClass == "consent.information").Count, found.Single(d => d.DataClass == "consent.information").Outcome));
        var rows = tables!.Single(t => Text(t!, "name") == "information")!["rows"]!.AsArray();
        Assert.Equal(["duty purchased Fichiers Durand", "notice purchased "], rows.Select(r => $"{r![0]} {r[1]} {r[2]}"));

        var verified = await room.EraseAsync([person], "a@example.test");

        Assert.DoesNotContain(verified, d => d.DataClass == "consent.information");
        Assert.Equal((0, 0, 0), await room.Host.ReadAsync<ConsentDbContext, (int, int, int)>(async db => (await db.Duties.CountAsync(), await db.InformationNotices.CountAsync(), await db.Mails.CountAsync())));
    }

    [Fact]
    public async Task Of_two_ids_that_are_one_person_what_is_owed_to_either_is_owed()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (survivor, absorbed) = (await room.RegisterAsync("a@example.test"), await room.RegisterFromAsync(Bought(Long), "b@example.test"));

        await room.Host.PublishAsync(new SubjectsMerged(survivor, absorbed));

        await ConsentRoom.Until(async () => (await OwedAsync(room)).Select(SubjectOf).SequenceEqual([survivor]));
    }

    [Fact]
    public async Task Who_was_told_under_one_id_is_not_told_again_under_the_other()
    {
        await using var room = await ConsentRoom.StartAsync();
        await PublishAsync(room, "en", "We hold your details.");
        var (survivor, absorbed) = (await room.RegisterAsync("a@example.test"), await room.RegisterFromAsync(Bought(Long), "b@example.test"));
        await SendAsync(room, new { });
        await ConsentRoom.Until(async () => (await OwedAsync(room)).Count == 0);
        await SweepAsync(room);
        room.Sources[survivor] = Bought(Long);

        await room.Host.PublishAsync(new SubjectsRegistered([survivor]));
        await ConsentRoom.Until(async () => (await OwedAsync(room)).Count == 1);
        await room.Host.PublishAsync(new SubjectsMerged(survivor, absorbed));

        await ConsentRoom.Until(async () => (await OwedAsync(room)).Count == 0);
        Assert.Equal("NOTICE_WRITTEN", Text((await SendAsync(room, new { subjectIds = new[] { survivor } }))["left"]![0]!, "code"));
    }

    private static bool Close((DateTimeOffset, DateTimeOffset) a, (DateTimeOffset, DateTimeOffset) b) =>
        (a.Item1 - b.Item1).Duration() < TimeSpan.FromSeconds(1) && (a.Item2 - b.Item2).Duration() < TimeSpan.FromSeconds(1);

    private static Task<int> SweepAsync(ConsentRoom room) => room.Host.ReadAsync<ConsentDbContext, int>(async db =>
    {
        await InformationSweeper.SweepAsync(db, room.Host.Services.GetRequiredService<RoomHttp>(), room.Host.Services.GetRequiredService<GdprSettings>().Controller, CancellationToken.None);
        return 0;
    });

    private static Task<JsonObject> PublishAsync(ConsentRoom room, string language, string text) =>
        ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/information/texts", new { language, subject = language == "fr" ? "Vos données" : "Your data", text }));

    private static async Task<JsonObject> SendAsync(ConsentRoom room, object body)
    {
        using var answer = await room.Http.PostAsJsonAsync("/api/consent/information/sendings", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    private static async Task<List<JsonNode>> OwedAsync(ConsentRoom room, string query = "") =>
        [.. (await room.Http.GetFromJsonAsync<JsonObject>($"/api/consent/information/owed{query}"))!["items"]!.AsArray().Select(i => i!)];

    private static SubjectId SubjectOf(JsonNode item) => new(item["subjectId"]!.GetValue<Guid>());

    private static string Text(JsonNode item, string name) => item[name]!.GetValue<string>();

    private static MimeMessage Mail(ConsentRoom room, string address) => Assert.Single(Mails(room, address));

    private static List<MimeMessage> Mails(ConsentRoom room, string address)
    {
        var folder = Path.Combine(room.Host.DataFolder, "mail");
        return !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder, "*.eml").Select(f => MimeMessage.Load(f)).Where(m => m.To.ToString().Contains(address, StringComparison.Ordinal))];
    }
}
