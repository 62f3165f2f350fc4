using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Gdpr.Kernel.Calendars;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>What a processor says, the score, the people named, and a form that is sent twice.</summary>
public sealed partial class BreachFormsTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Hostile = "\"><script>alert('x')</script><b onmouseover=alert(1)>";

    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task A_form_of_an_incident_that_is_sent_twice_makes_one_file_and_another_form_another()
    {
        await EnterAsync();
        var once = Once().Match(await TextAsync("/staff/breaches/new")).Groups[1].Value;
        (string, string)[] typed = [("country", "FR"), ("nature", "A laptop was stolen."), ("once", once)];

        var answers = await Task.WhenAll(PostAsync("/staff/breaches/new", typed), PostAsync("/staff/breaches/new", typed));
        using var again = await PostAsync("/staff/breaches/new", typed);
        using var changed = await PostAsync("/staff/breaches/new", ("country", "FR"), ("nature", "Two laptops were stolen."), ("once", once));
        var page = WebUtility.HtmlDecode(await changed.Content.ReadAsStringAsync());
        var fresh = Once().Match(page).Groups[1].Value;
        using var other = await PostAsync("/staff/breaches/new", ("country", "FR"), ("nature", "Two laptops were stolen."), ("once", fresh));

        Assert.Equal(36, once.Length);
        Assert.All([.. answers, again], a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Single(((HttpResponseMessage[])[.. answers, again]).Select(a => a.Headers.Location!.ToString()).Distinct());
        Assert.Contains("This form was recorded already", page, StringComparison.Ordinal);
        Assert.Contains("Two laptops were stolen.</textarea>", page, StringComparison.Ordinal);
        Assert.NotEqual(once, fresh);
        Assert.Equal(HttpStatusCode.SeeOther, other.StatusCode);
        foreach (var answer in answers)
        {
            answer.Dispose();
        }
    }

    [Fact]
    public async Task A_processor_s_notice_starts_the_clock_and_says_whether_it_was_late()
    {
        await EnterAsync();
        var incident = await RecordAsync();

        using var silent = await PostAsync($"{incident}/processor-notice", ("processor", "Hoster"));
        using var told = await PostAsync(
            $"{incident}/processor-notice", ("processor", "Hoster"), ("processorAwareAt", HoursAgo(60)), ("toldAt", HoursAgo(10)), ("contractHours", "24"), ("reason", "A mail of its duty officer."));
        var page = await TextAsync(incident);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        Assert.Contains("Say since when the processor was aware.", WebUtility.HtmlDecode(await silent.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, told.StatusCode);
        Assert.Matches("(?s)id=\"processor\".*?Hoster.*?badge late\">late</span> 24 h", page);
        Assert.Matches(@"on time</span> 61 h 5\d min left", page);
        Assert.Matches("(?s)A processor told us.*?A mail of its duty officer.", page);
    }

    [Fact]
    public async Task A_score_is_asked_for_by_a_form_without_JavaScript_and_decides_nothing()
    {
        await EnterAsync();
        var incident = await RecordAsync();
        await using var visitor = await Judge.DeskVisitorAsync(chromium, host, _staff, scripts: false);
        var page = await visitor.NewPageAsync();

        await page.GotoAsync(incident);
        await page.Locator("summary", new() { HasText = "Score the severity" }).ClickAsync();
        await page.GetByLabel("financial", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("sensitive (health").CheckAsync();
        await page.GetByLabel("Ease of identifying people (EI)").SelectOptionAsync("significant");
        await page.GetByLabel("Confidentiality lost to").SelectOptionAsync("unknown_recipients");
        await page.GetByLabel("With intent to harm").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Score and record" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Recorded.");
        await Assertions.Expect(page.Locator("section:has(#risk)")).ToContainTextAsync("SE = DPC × EI + CB = 4");
        await Assertions.Expect(page.Locator("section:has(#risk)")).ToContainTextAsync("very high");
        await Assertions.Expect(page.Locator("section:has(#timeline)")).ToContainTextAsync("Severity scored");
        await Assertions.Expect(page.Locator("dl.facts").First).ToContainTextAsync("detected");
        using var empty = await PostAsync($"{incident}/severity", ("ei", "limited"));
        Assert.Contains("Say which data is affected.", WebUtility.HtmlDecode(await empty.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_named_by_id_shown_only_when_asked_for_and_each_look_is_noted_for_the_person()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await EnterAsync();
        var incident = await RecordAsync();

        using var unreadable = await PostAsync($"{incident}/subjects", ("people", $"{ann.Id}\r\nBob"), ("capacity", "affected"));
        using var named = await PostAsync($"{incident}/subjects", ("people", $"{ann.Id}\r\n {bob.Id} \r\n"), ("capacity", "reporter"), ("note", $"note {Hostile}"));
        var file = await TextAsync(incident);
        var quiet = await ReadsAsync(ann);
        using var answer = await _staff.Browser.GetAsync($"{incident}?names=1");
        var (shown, noted) = (await answer.Content.ReadAsStringAsync(), await ReadsAsync(ann));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreadable.StatusCode);
        Assert.Contains("A line is no SubjectId", WebUtility.HtmlDecode(await unreadable.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, named.StatusCode);
        Assert.Contains("2 people.", file, StringComparison.Ordinal);
        Assert.DoesNotContain(ann.Id.ToString(), file, StringComparison.OrdinalIgnoreCase);
        Assert.All((Person[])[ann, bob], p => Assert.Contains($"/staff/contacts/{p.Id}", shown, StringComparison.Ordinal));
        Assert.Contains("reported it", shown, StringComparison.Ordinal);
        Assert.Contains("note &quot;&gt;&lt;script&gt;", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", shown, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, quiet);
        Assert.Equal(1, noted);
    }

    [Fact]
    public async Task An_auditor_sees_no_names_and_takes_none_of_these_steps()
    {
        var ann = await host.PersonAsync();
        var id = (await host.PostAsync("breach-notification/breaches", new { country = "FR" })).GetProperty("id").GetGuid();
        await host.PostAsync($"breach-notification/breaches/{id}/subjects", new { subjects = new[] { new { subjectId = ann.Id } } });
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Auditor"));

        var steps = new List<HttpResponseMessage>();
        foreach (var step in (string[])["processor-notice", "severity", "subjects"])
        {
            steps.Add(await PostAsync($"/staff/breaches/{id}/{step}", ("people", $"{ann.Id}"), ("ei", "limited")));
        }

        var page = await TextAsync($"/staff/breaches/{id}?names=1");

        Assert.All(steps, a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        Assert.DoesNotContain(ann.Id.ToString(), page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Show them", page, StringComparison.Ordinal);
        steps.ForEach(a => a.Dispose());
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_new_forms_pass_axe_and_fit_320_pixels(string language, ColorScheme colours)
    {
        var ann = await host.PersonAsync();
        await EnterAsync();
        var incident = await RecordAsync();
        using var named = await PostAsync($"{incident}/subjects", ("people", $"{ann.Id}"), ("note", "A letter of hers was in it."));
        using var told = await PostAsync($"{incident}/processor-notice", ("processor", "Hébergeur SA"), ("processorAwareAt", HoursAgo(60)), ("toldAt", HoursAgo(10)));
        await using var visitor = await Judge.DeskVisitorAsync(chromium, host, _staff, scripts: true, language, width: 320, colours);
        var (page, found) = (await visitor.NewPageAsync(), new List<string>());

        await page.GotoAsync($"{incident}?names=1");
        foreach (var summary in await page.Locator("main summary").AllAsync())
        {
            await summary.ClickAsync();
        }

        await Judge.AtAsync(page, "/staff/breaches/forms", found, Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));

        Assert.Empty(found);
    }

    private async Task EnterAsync() => await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));

    private async Task<int> ReadsAsync(Person person) => (await host.GetAsync($"breach-notification/audit?limit=100&subjectId={person.Id}")).GetProperty("items").EnumerateArray()
        .Count(l => l.GetProperty("code").GetString() == "breach.subjects-read");

    private static string HoursAgo(int hours) => Jurisdiction.Of("FR").LocalTime(DateTimeOffset.UtcNow.AddHours(-hours)).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private Task<string> TextAsync(string path) => _staff.Browser.TextAsync(path);

    private async Task<HttpResponseMessage> PostAsync(string path, params (string, string)[] fields) =>
        await _staff.Browser.PostAsync(path, await _staff.Browser.FormTokenAsync("/staff"), fields);

    private async Task<string> RecordAsync()
    {
        using var answer = await PostAsync("/staff/breaches/new", ("country", "FR"), ("nature", "A laptop was stolen."));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('?')[0];
    }

    [GeneratedRegex("name=\"once\" value=\"([^\"]+)\"")]
    private static partial Regex Once();
}
