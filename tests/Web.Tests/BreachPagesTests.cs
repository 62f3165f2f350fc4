using System.Globalization;
using System.Net;
using Gdpr.Kernel.Calendars;
using Microsoft.Playwright;
using Cookie = Microsoft.Playwright.Cookie;

namespace Gdpr.Web.Tests;

/// <summary>The desk of those who answer a breach within 72 hours, without JavaScript.</summary>
public sealed partial class BreachPagesTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Hostile = "\"><script>alert('x')</script><b onmouseover=alert(1)>";

    private static readonly Jurisdiction France = Jurisdiction.Of("FR");

    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task An_incident_is_recorded_known_and_notified_and_its_timeline_tells_it()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        var aware = HoursAgo(2);
        var incident = await RecordAsync(("nature", "A laptop was stolen."), ("kinds", "confidentiality"), ("subjectCategories", "customers\r\nemployees"), ("approximateSubjects", "1200"));
        var before = await TextAsync(incident);

        using var decided = await SayAsync(incident, "awareness", ("awareAt", Local(aware)), ("decidedBy", "Dana DPO"), ("reason", "The disk was not encrypted."));
        var (running, list) = (await TextAsync(incident), await TextAsync("/staff/breaches"));
        using var notified = await SayAsync(incident, "notifications", ("kind", "initial"), ("authority", "CNIL"), ("at", Local(HoursAgo(1))), ("authorityReference", "FR-42"));
        var after = await TextAsync(incident);

        Assert.Contains("clock not started", before, StringComparison.Ordinal);
        Assert.Contains("customers, employees", before, StringComparison.Ordinal);
        Assert.Contains("1,200", before, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, decided.StatusCode);
        Assert.Contains("on time", running, StringComparison.Ordinal);
        Assert.Matches(@"</span> 69 h 5\d min left", running);
        Assert.Contains(France.LocalTime(aware.AddHours(72)).ToString("g", CultureInfo.GetCultureInfo("en-GB")), running, StringComparison.Ordinal);
        Assert.Contains("Dana DPO", running, StringComparison.Ordinal);
        Assert.Contains($"href=\"{incident}\"", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, notified.StatusCode);
        Assert.Contains("FR-42", after, StringComparison.Ordinal);
        Assert.Matches("(?s)<ol class=\"timeline\">.*File opened.*Awareness decided.*The disk was not encrypted\\..*Initial notification.*</ol>", after);
        Assert.DoesNotContain("Decide since when", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_most_urgent_stands_first_and_a_late_notification_says_why()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        var (calm, late, soon) = (await RecordAsync(), await RecordAsync(), await RecordAsync());
        await AwareAsync(late, 80);
        await AwareAsync(soon, 60);
        var list = await TextAsync("/staff/breaches");

        using var silent = await SayAsync(late, "notifications", ("kind", "initial"), ("authority", "CNIL"), ("at", Local(HoursAgo(1))));
        using var told = await SayAsync(late, "notifications", ("kind", "initial"), ("authority", "CNIL"), ("at", Local(HoursAgo(1))), ("delayReasons", "The alarm lay in a junk folder."));
        var after = await TextAsync(late);

        Assert.True(PlaceOf(late, list) < PlaceOf(soon, list) && PlaceOf(soon, list) < PlaceOf(calm, list));
        Assert.Matches($"(?s){late}.*?badge late.*?past due.*?past by 8 h", list);
        Assert.Matches($"(?s){soon}.*?badge soon.*?due soon.*?11 h 5\\d min left", list);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        Assert.Contains("The notification is late: say why", await ReadAsync(silent), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, told.StatusCode);
        Assert.Contains("late The alarm lay in a junk folder.", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("country", "ZZ", "No calendar is known")]
    [InlineData("approximateSubjects", "many", "A number cannot be read.")]
    [InlineData("detectedAt", "yesterday", "A date cannot be read.")]
    [InlineData("detectedAt", "2999-01-01T10:00", "A date is still to come.")]
    [InlineData("kinds", "spells", "Not accepted (BREACH_KIND_UNKNOWN).")]
    public async Task What_is_refused_is_said_in_words_and_nothing_typed_is_lost(string field, string value, string words)
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        (string, string)[] typed = [("nature", "A letter went astray."), ("origin", "accidental"), ("crossBorder", "yes"), (field, value)];

        using var answer = await PostAsync("/staff/breaches/new", field == "country" ? typed : [.. typed, ("country", "FR")]);
        var page = await ReadAsync(answer);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("A letter went astray.</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("value=\"accidental\" selected", page, StringComparison.Ordinal);
        Assert.Contains("value=\"yes\" selected", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_without_a_reason_is_refused_beside_its_form_and_decides_nothing()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        var incident = await RecordAsync();

        using var refused = await SayAsync(incident, "awareness", ("awareAt", Local(HoursAgo(2))), ("decidedBy", "Dana DPO"));
        var page = await ReadAsync(refused);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Matches("(?s)action=\"[^\"]*/awareness\".*?role=\"alert\">Say why\\..*?value=\"Dana DPO\"", page);
        Assert.Contains("clock not started", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_are_added_later_and_never_over_somebody_else_s()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        var incident = await RecordAsync(("nature", "A letter went astray."), ("effects", "None."));
        var version = Version().Match(await TextAsync(incident)).Groups[1].Value;

        using var added = await SayAsync(incident, "facts", ("version", version), ("nature", "Two letters went astray."), ("measures", "Addresses are checked."), ("why", "The post office called."));
        using var stale = await SayAsync(incident, "facts", ("version", version), ("nature", "Three letters."));
        var (refused, after) = (await ReadAsync(stale), await TextAsync(incident));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity), (added.StatusCode, stale.StatusCode));
        Assert.Contains("Somebody else changed the file", refused, StringComparison.Ordinal);
        Assert.Contains("Three letters.</textarea>", refused, StringComparison.Ordinal);
        Assert.Contains("Two letters went astray.</dd>", after, StringComparison.Ordinal);
        Assert.Contains("Addresses are checked.</dd>", after, StringComparison.Ordinal);
        Assert.DoesNotContain("None.</dd>", after, StringComparison.Ordinal);
        Assert.Matches("(?s)Facts changed.*The post office called\\.", after);
    }

    [Fact]
    public async Task A_risk_is_stated_with_its_reason_beside_the_score_and_the_file_closes()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        var incident = await RecordAsync(("circumstances", "Lost key."), ("effects", "None."), ("remedialAction", "Lock changed."));
        await AwareAsync(incident, 2);
        await ScoreAsync(incident);

        using var stated = await SayAsync(incident, "assessments", ("risk", "unlikely"), ("decidedBy", "Dana DPO"), ("reason", "Nobody could read it."), ("comparableCase", "EDPB-10"));
        var assessed = await TextAsync(incident);
        using var closed = await SayAsync(incident, "closure", ("reason", "Everything is done."));
        var after = await TextAsync(incident);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (stated.StatusCode, closed.StatusCode));
        Assert.Contains("<code>ei</code> negligible", assessed, StringComparison.Ordinal);
        Assert.Contains("Nobody could read it.</blockquote>", assessed, StringComparison.Ordinal);
        Assert.Contains("EDPB-10", assessed, StringComparison.Ordinal);
        Assert.Contains($"action=\"{incident}/closure\"", assessed, StringComparison.Ordinal);
        Assert.Matches("(?s)id=\"closure\".*?Everything is done\\.</dd>.*File closed", after);
        Assert.DoesNotContain($"action=\"{incident}", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_finds_no_page_and_an_auditor_reads_and_changes_nothing()
    {
        var id = (await host.PostAsync("breach-notification/breaches", new { country = "FR" })).GetProperty("id").GetGuid();
        var incident = $"/staff/breaches/{id}";
        using var agent = new StaffBrowser(host.Address);
        await agent.EnterAsync(await agent.JoinAsync(host, "Agent"));
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Auditor"));

        var shut = new List<HttpResponseMessage>
        {
            await agent.Browser.GetAsync("/staff/breaches"), await agent.Browser.GetAsync("/staff/breaches/new"), await agent.Browser.GetAsync(incident),
            await agent.Browser.PostAsync("/staff/breaches/new", await agent.Browser.FormTokenAsync("/staff"), ("country", "FR")),
            await _staff.Browser.GetAsync("/staff/breaches/new"),
            await SayAsync(incident, "awareness", ("awareAt", Local(HoursAgo(2))), ("decidedBy", "Dana DPO"), ("reason", "Because.")),
        };
        var (list, seen, agents) = (await TextAsync("/staff/breaches"), await TextAsync(incident), await agent.Browser.TextAsync("/staff"));

        Assert.All(shut, a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        Assert.Contains("your roles do not open it", await ReadAsync(shut[0]), StringComparison.Ordinal);
        Assert.DoesNotContain("/staff/breaches", agents, StringComparison.Ordinal);
        Assert.Contains(incident, list, StringComparison.Ordinal);
        Assert.DoesNotContain("/staff/breaches/new", list, StringComparison.Ordinal);
        Assert.Contains("clock not started", seen, StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"{incident}", seen, StringComparison.Ordinal);
        shut.ForEach(a => a.Dispose());
    }

    [Fact]
    public async Task Without_its_form_nothing_is_recorded_and_without_a_session_everything_leads_to_the_door()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        var incident = await RecordAsync();
        using var stranger = new PlainBrowser(host.Address);

        var forged = new List<HttpResponseMessage>
        {
            await _staff.Browser.PostAsync("/staff/breaches/new", "made-up", ("country", "FR")), await _staff.Browser.PostAsync($"{incident}/awareness", "made-up", ("reason", "Because.")),
            await _staff.Browser.PostAsync($"{incident}/notifications", "made-up"), await _staff.Browser.PostAsync($"{incident}/assessments", "made-up"),
            await _staff.Browser.PostAsync($"{incident}/closure", "made-up"), await _staff.Browser.PostAsync($"{incident}/facts", "made-up"),
        };
        var outside = new List<HttpResponseMessage>
        {
            await stranger.GetAsync("/staff/breaches"), await stranger.GetAsync("/staff/breaches/new"), await stranger.GetAsync(incident), await stranger.PostAsync($"{incident}/closure", "made-up"),
        };

        Assert.All(forged, a => Assert.Equal(HttpStatusCode.BadRequest, a.StatusCode));
        Assert.All(outside, a => Assert.StartsWith("/connect/authorize?", a.Headers.Location!.ToString(), StringComparison.Ordinal));
        forged.Concat(outside).ToList().ForEach(a => a.Dispose());
    }

    [Fact]
    public async Task Hostile_words_come_out_as_words_in_every_field()
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        string[] facts = ["nature", "subjectCategories", "dataCategories", "contactName", "contactEmail", "contactPhone", "likelyConsequences", "measures", "circumstances", "effects", "remedialAction"];
        var typed = facts.Select(f => (f, $"{f} {Hostile}")).ToArray();
        using var refused = await PostAsync("/staff/breaches/new", [.. typed, ("country", Hostile), ("origin", Hostile)]);
        var incident = await RecordAsync(typed);
        await OkAsync(SayAsync(incident, "awareness", ("awareAt", Local(HoursAgo(80))), ("decidedBy", $"decidedBy {Hostile}"), ("reason", $"aware {Hostile}")));
        await OkAsync(SayAsync(incident, "assessments", ("risk", "unlikely"), ("decidedBy", Hostile), ("reason", $"risk {Hostile}")));
        await OkAsync(SayAsync(incident, "notifications", ("kind", "initial"), ("complete", "true"), ("authority", $"authority {Hostile}"), ("at", Local(HoursAgo(1))), ("authorityReference", $"reference {Hostile}"), ("delayReasons", $"late {Hostile}")));
        await OkAsync(SayAsync(incident, "closure", ("reason", $"closed {Hostile}")));

        using var answer = await _staff.Browser.GetAsync(incident);
        var (page, form) = (await answer.Content.ReadAsStringAsync(), await refused.Content.ReadAsStringAsync());

        Assert.All((string[])[page, form], p => Assert.DoesNotContain("<script", p, StringComparison.OrdinalIgnoreCase));
        Assert.All((string[])[page, form], p => Assert.DoesNotContain("<b ", p, StringComparison.OrdinalIgnoreCase));
        Assert.All((string[])[.. facts, "decidedBy", "aware", "risk", "authority", "reference", "late", "closed"], f => Assert.Contains($"{f} &quot;&gt;&lt;script&gt;", page, StringComparison.Ordinal));
        Assert.All(facts, f => Assert.Contains($"{f} &quot;&gt;&lt;script&gt;", form, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task Every_page_of_a_breach_passes_axe_and_fits_320_pixels(string language, ColorScheme colours)
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        var (seen, known, late) = (await RecordAsync(("nature", "A laptop was stolen.")), await RecordAsync(), await RecordAsync());
        await AwareAsync(known, 60);
        await ScoreAsync(known);
        await OkAsync(SayAsync(known, "assessments", ("risk", "high"), ("decidedBy", "Dana DPO"), ("reason", "Health data.")));
        await AwareAsync(late, 80);
        await OkAsync(SayAsync(late, "notifications", ("kind", "initial"), ("authority", "CNIL"), ("at", Local(HoursAgo(1))), ("delayReasons", "A junk folder.")));
        var full = await RecordAsync(("nature", "Stolen."), ("likelyConsequences", "Fraud."), ("measures", "Keys changed."));
        await AwareAsync(full, 2);
        await OkAsync(SayAsync(full, "assessments", ("risk", "high"), ("decidedBy", "Dana DPO"), ("reason", "Health data.")));
        await OkAsync(SayAsync(full, "notifications", ("kind", "initial"), ("complete", "true"), ("authority", "CNIL"), ("at", Local(HoursAgo(1)))));
        await using var visitor = await chromium.VisitorAsync(host.Address, scripts: true, language, width: 320, colours);
        await visitor.AddCookiesAsync(_staff.Browser.Cookies.GetCookies(host.Address)
            .Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = host.Address.ToString(), HttpOnly = true }));
        var page = await visitor.NewPageAsync();
        var (found, shots) = (new List<string>(), Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));

        foreach (var path in (string[])["/staff/breaches", seen, known, $"{late}?done=notifications", full, "/staff/breaches/new"])
        {
            await Judge.LookAsync(page, path, found, shots);
            await Assertions.Expect(page.Locator("header form button")).ToBeVisibleAsync();
        }

        await page.GotoAsync(full);
        await page.Locator("section:has(#facts) summary").ClickAsync();
        await Judge.AtAsync(page, $"{full}?facts", found, shots);
        await page.GotoAsync("/staff/breaches/new");
        await page.Locator("input[name=country]").FillAsync("ZZ");
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Judge.AtAsync(page, "/staff/breaches/new?refused", found, shots);

        Assert.Empty(found);
    }
}
