using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Gdpr.Consent.Tests.Features;

/// <summary>Forms: what may not be asked, what an entry leaves behind before and after its confirmation.</summary>
public sealed partial class FormTests(FormTests.Room shared) : IClassFixture<FormTests.Room>
{
    private const string Privacy = "https://example.test/privacy";

    private ConsentRoom At => shared.Value;

    [Fact]
    public async Task What_no_form_may_ask_is_refused_when_it_is_defined()
    {
        await RefusedAsync("BOX_PRETICKED", Box(isChecked: true));
        await RefusedAsync("CONSENT_CONDITIONAL", Box(required: true));
        await RefusedAsync("PURPOSES_BUNDLED", new { purposes = new[] { ConsentRoom.Newsletter, "profiling" }, channel = "email", notices = Notices() });
        await RefusedAsync("NO_PROOF", new { purposes = new[] { ConsentRoom.Newsletter }, channel = "email" });
        await RefusedAsync("CHANNEL_UNKNOWN", Box(channel: "all"));
        await RefusedAsync("CHANNEL_NOT_IN_PURPOSE", Box(channel: "postal"));
        await RefusedAsync("NOTICE_OF_OTHER_LANGUAGE", new { purposes = new[] { ConsentRoom.Newsletter }, channel = "email", notices = new { en = At.Notice } });
        await RefusedAsync("BOX_TWICE", Box(), Box());
        await RefusedAsync("BOX_MISSING");
        await ConsentRoom.RefusedAsync(DefineAsync("birth", ["birthDate"], [Box()]), 422, "FIELD_NOT_NEEDED");
        await ConsentRoom.RefusedAsync(DefineAsync("phone-for-mail", ["phone"], [Box()]), 422, "FIELD_NOT_NEEDED");
        await ConsentRoom.RefusedAsync(DefineAsync("no-notice", [], [Box()], privacyUrl: "javascript:alert(1)"), 422, "PRIVACY_URL_MISSING");

        await At.PublishNoticeAsync("delivery", ["email"], legalBasis: "contract");
        await RefusedAsync("PURPOSE_NEEDS_NO_CONSENT", new { purposes = new[] { "delivery" }, channel = "email", notices = Notices() });
    }

    [Fact]
    public async Task A_form_shows_purpose_and_rights_no_tick_no_script_and_nothing_foreign()
    {
        await ConsentRoom.Created(DefineAsync("shown", ["givenName", "phone"], [Box(), Box(channel: "sms")], title: "<b>Lettre</b>"));
        await ConsentRoom.RefusedAsync(DefineAsync("shown", [], [Box()]), 409, "FORM_EXISTS");
        using var anybody = At.Host.Stranger();

        var shown = (await anybody.GetFromJsonAsync<JsonObject>("/api/consent/entries/shown?language=fr"))!;
        var html = shown["html"]!.GetValue<string>();

        Assert.Equal("<b>Lettre</b>", shown["title"]!.GetValue<string>());
        Assert.Equal(2, Regex.Count(html, "type=\"checkbox\""));
        Assert.All(["checked", "<script", "<img", "onclick", "required>required"], word => Assert.DoesNotContain(word, html, StringComparison.OrdinalIgnoreCase));
        Assert.All(["Oui à newsletter.", "retirer votre accord", "autorité de contrôle", Privacy, "/fr/forms/shown"], word => Assert.Contains(word, html, StringComparison.Ordinal));
        Assert.All(Regex.Matches(html, "(?:href|action|src)=\"([^\"]+)\"").Select(m => m.Groups[1].Value), link => Assert.Matches("^(http://localhost:8080/fr/forms/|https://example.test/privacy)", link));
        using var other = await anybody.GetAsync("/api/consent/entries/shown?language=en");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task An_entry_leaves_nothing_but_a_mail_and_its_confirmation_makes_one_consent_with_both_steps()
    {
        await ConsentRoom.Created(DefineAsync("joined", ["givenName"], [Box(), Box(channel: "sms")]));
        var person = SubjectId.New(TimeProvider.System);
        var told = new List<JsonObject>();
        At.Host.Others.OnPost<JsonObject>("contacts", "internal/contacts/subjects/by-form", body =>
        {
            told.Add(body);
            return new { subjectId = person };
        });
        At.People[person] = ["ann@example.test"];
        using var anybody = At.Host.Stranger();

        await EnterAsync(anybody, "joined", "ann@example.test", ["newsletter:email"], givenName: "Ann");
        await EnterAsync(anybody, "joined", "Ann@example.test", ["newsletter:email"]);
        var token = await TokenAsync("ann@example.test");
        Assert.Equal(0, await EventsAsync(person));
        Assert.Empty(told);
        Assert.Equal(1, await MailsAsync("ann@example.test"));

        var first = await ConfirmAsync(anybody, token);
        var again = await ConfirmAsync(anybody, token);

        Assert.Equal(first, again);
        Assert.Equal("Ann", told.Single()["givenName"]!.GetValue<string>());
        Assert.Equal("CONSENT", await At.DecideAsync(person));
        Assert.NotEqual("CONSENT", await At.DecideAsync(person, "sms"));
        var events = await At.Host.ReadAsync<ConsentDbContext, List<ConsentEvent>>(db => db.Events.Where(e => e.SubjectId == person).OrderBy(e => e.At).ToListAsync());
        Assert.Equal([ConsentDecision.Requested, ConsentDecision.Given], events.Select(e => e.Decision));
        Assert.Equal((events[0].Id, At.Notice), (events[1].FirstStepId!.Value, events[1].NoticeId!.Value));
        var traces = await At.Host.ReadAsync<ConsentDbContext, List<AccessTrace>>(db => db.AccessTraces.Where(t => t.SubjectId == person).OrderBy(t => t.Step).ToListAsync());
        Assert.Equal([(1, "192.0.2.1"), (2, "192.0.2.2")], traces.Select(t => (t.Step, t.Ip!)));
    }

    [Fact]
    public async Task A_robot_gets_the_same_answer_and_nothing_is_sent()
    {
        await ConsentRoom.Created(DefineAsync("robots", [], [Box()]));
        using var anybody = At.Host.Stranger();

        await EnterAsync(anybody, "robots", "robot@example.test", ["newsletter:email"], website: "https://spam.example");
        await EnterAsync(anybody, "robots", "human@example.test", ["newsletter:email"]);

        await TokenAsync("human@example.test");
        Assert.Equal(0, await MailsAsync("robot@example.test"));
    }

    [Theory]
    [InlineData("nobody", "newsletter:email", 422, "EMAIL_MALFORMED")]
    [InlineData("a@example.test\r\nBcc: b@example.test", "newsletter:email", 422, "EMAIL_MALFORMED")]
    [InlineData("a@example.test", "newsletter:postal", 422, "BOX_UNKNOWN")]
    public async Task An_entry_that_cannot_be_is_refused(string email, string box, int status, string code)
    {
        await DefineAsync("strict", [], [Box()]);
        using var anybody = At.Host.Stranger();

        await ConsentRoom.RefusedAsync(anybody.PostAsJsonAsync("/api/consent/entries", new { form = "strict", language = "fr", email, boxes = new[] { box } }), status, code);
    }

    [Fact]
    public async Task A_made_up_link_confirms_nothing()
    {
        using var anybody = At.Host.Stranger();
        foreach (var token in new[] { "CfDJ8made-up", new string('a', 3000), "a.b" })
        {
            using var answer = await anybody.PostAsJsonAsync("/api/consent/links/confirmations", new { token });
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private Task<HttpResponseMessage> DefineAsync(string code, string[] fields, object[] boxes, string title = "Lettre", string privacyUrl = Privacy) =>
        At.Http.PostAsJsonAsync("/api/consent/forms", new { code, title = new { fr = title, en = "Letter" }, fields, boxes, privacyUrl });

    private Task RefusedAsync(string code, params object[] boxes) => ConsentRoom.RefusedAsync(DefineAsync("refused", [], boxes), 422, code);

    private object Box(string channel = "email", bool isChecked = false, bool required = false) =>
        new { purposes = new[] { ConsentRoom.Newsletter }, channel, notices = Notices(), @checked = isChecked, required };

    private object Notices() => new { fr = At.Notice };

    private static async Task EnterAsync(HttpClient anybody, string form, string email, string[] boxes, string? givenName = null, string? website = null)
    {
        using var answer = await anybody.PostAsJsonAsync(
            "/api/consent/entries", new { form, language = "fr", email, boxes, givenName, website, ip = "192.0.2.1", userAgent = "Mozilla" });
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<Guid> ConfirmAsync(HttpClient anybody, string token)
    {
        using var answer = await anybody.PostAsJsonAsync("/api/consent/links/confirmations", new { token, ip = "192.0.2.2", userAgent = "Mozilla" });
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["receiptId"]!.GetValue<Guid>();
    }

    private Task<int> EventsAsync(SubjectId subject) => At.Host.ReadAsync<ConsentDbContext, int>(db => db.Events.CountAsync(e => e.SubjectId == subject));

    private string Folder => Path.Combine(At.Host.DataFolder, "mail");

    private async Task<int> MailsAsync(string address)
    {
        var found = 0;
        foreach (var file in Directory.EnumerateFiles(Folder, "*.eml"))
        {
            using var mail = await MimeMessage.LoadAsync(file);
            found += mail.To.ToString().Contains(address, StringComparison.OrdinalIgnoreCase) && Link().IsMatch(mail.HtmlBody ?? "") ? 1 : 0;
        }

        return found;
    }

    private async Task<string> TokenAsync(string address)
    {
        string? token = null;
        await ConsentRoom.Until(async () =>
        {
            foreach (var file in Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.eml") : [])
            {
                using var mail = await MimeMessage.LoadAsync(file);
                if (mail.To.ToString().Contains(address, StringComparison.OrdinalIgnoreCase) && Link().Match(mail.HtmlBody ?? "") is { Success: true } link)
                {
                    token = link.Groups[1].Value;
                }
            }

            return token is not null;
        });
        return token!;
    }

    [GeneratedRegex("/fr/consents/confirm/([^/\"]+)\"")]
    private static partial Regex Link();

    public sealed class Room : IAsyncLifetime
    {
        internal ConsentRoom Value { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Value = await ConsentRoom.StartAsync();

        public ValueTask DisposeAsync() => Value.DisposeAsync();
    }
}
