using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>Two records of one person at the desk: proposed, previewed, merged once, or said to be two.</summary>
public sealed partial class MergePagesTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Pairs = "/staff/contacts/duplicates";
    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task A_pair_is_shown_side_by_side_previewed_and_merged_by_who_ticks_the_box()
    {
        var (first, second, name) = await TwinsAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));
        var merge = $"/staff/contacts/{first}/merge/{second}";

        var list = await FindAsync(name);
        var preview = await _staff.Browser.TextAsync(merge);
        using var unticked = await SayAsync(merge, preview);
        using var stale = await SayAsync(merge, preview, ("confirmed", "true"), ("absorbedVersion", "77"));
        using var merged = await SayAsync(merge, preview, ("confirmed", "true"));
        using var gone = await _staff.Browser.GetAsync(merge);

        Assert.Contains($"/staff/contacts/{second}/merge/{first}", list, StringComparison.Ordinal);
        Assert.Contains("same e-mail", list, StringComparison.Ordinal);
        Assert.Contains("Every refusal of either stands.", preview, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (unticked.StatusCode, stale.StatusCode));
        Assert.Contains("changed meanwhile", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, $"/staff/contacts/{first}"), (merged.StatusCode, merged.Headers.Location!.OriginalString));
        Assert.Equal(first, (await host.GetAsync($"contacts/{second}")).GetProperty("id").GetGuid());
        Assert.NotEqual(HttpStatusCode.OK, gone.StatusCode);
    }

    [Fact]
    public async Task Two_people_stay_two_and_are_not_proposed_again()
    {
        var (_, _, name) = await TwinsAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));
        var pair = Dismissal().Match(Card(await FindAsync(name), name)).Groups[1].Value;

        using var said = await _staff.Browser.PostAsync(pair, await _staff.Browser.FormTokenAsync("/staff"));

        Assert.Equal($"{Pairs}?done=two", said.Headers.Location!.OriginalString);
        Assert.Null(await LookAsync(name));
    }

    [Fact]
    public async Task Who_may_only_read_sees_pairs_and_changes_none()
    {
        var (first, second, name) = await TwinsAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Marketer"));

        var card = Card(await FindAsync(name), name);
        using var preview = await _staff.Browser.GetAsync($"/staff/contacts/{first}/merge/{second}");
        using var merged = await _staff.Browser.PostAsync($"/staff/contacts/{first}/merge/{second}", await _staff.Browser.FormTokenAsync("/staff"), ("confirmed", "true"));

        Assert.DoesNotContain("<form", card, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (preview.StatusCode, merged.StatusCode));
    }

    [Fact]
    public async Task An_export_needs_the_right_and_a_tick_and_is_noted_for_each_person()
    {
        var (first, _, name) = await TwinsAsync();
        using var reader = new StaffBrowser(host.Address);
        await reader.EnterAsync(await reader.JoinAsync(host, "Marketer"));
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));

        using var shut = await reader.Browser.PostAsync("/staff/contacts/export", await reader.Browser.FormTokenAsync("/staff"), ("confirmed", "true"));
        using var unticked = await SayAsync("/staff/contacts/export", string.Empty, ("format", "csv"), ("delimiter", ";"));
        using var file = await SayAsync("/staff/contacts/export", string.Empty, ("format", "csv"), ("delimiter", ";"), ("confirmed", "true"));
        var text = await file.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (shut.StatusCode, unticked.StatusCode, file.StatusCode));
        Assert.Equal(("text/csv", "contacts.csv"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.FileName));
        Assert.Contains(name, text, StringComparison.Ordinal);
        Assert.Contains("contact.exported", (await host.GetAsync($"contacts/audit?limit=100&subjectId={first}")).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_pages_pass_axe_and_fit_320_pixels(string language, ColorScheme colours)
    {
        var (first, second, _) = await TwinsAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));

        Assert.Empty(await Judge.DeskAsync(chromium, host, _staff, language, colours, Pairs, "/staff/contacts/export", $"/staff/contacts/{first}/merge/{second}"));
    }

    /// <summary>Two records with one address.</summary>
    private async Task<(Guid First, Guid Second, string Name)> TwinsAsync()
    {
        var (name, email) = ($"N{Guid.NewGuid():n}"[..12], $"t{Guid.NewGuid():n}@example.test");
        var made = new List<Guid>();
        foreach (var given in new[] { "Ada", "Ada Maria" })
        {
            made.Add((await host.PostAsync("contacts", new
            {
                kind = "person", givenName = given, familyName = name, emails = new[] { new { value = email } }, phones = Array.Empty<object>(),
                country = "FR", language = "fr", audience = "B2C", source = new { origin = "form", obtainedAt = DateTimeOffset.UtcNow.AddDays(-1), act = "form" },
            })).GetProperty("id").GetGuid());
        }

        return (made[0], made[1], name);
    }

    private async Task<string> FindAsync(string name) => await LookAsync(name) ?? throw new Xunit.Sdk.XunitException("The pair is not proposed.");

    // The pages of the list, until the pair is on one.
    private async Task<string?> LookAsync(string name)
    {
        for (var path = Pairs; ;)
        {
            var page = await _staff.Browser.TextAsync(path);
            if (page.Contains(name, StringComparison.Ordinal))
            {
                return page;
            }

            if (Further().Match(page) is not { Success: true } next)
            {
                return null;
            }

            path = next.Groups[1].Value;
        }
    }

    private static string Card(string page, string name) => page.Split("<article").Single(a => a.Contains(name, StringComparison.Ordinal));

    private async Task<HttpResponseMessage> SayAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        string Hidden(string name) => Regex.Match(page, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value;
        var shown = new[] { "once", "version", "absorbedVersion" }.Where(n => fields.All(f => f.Name != n)).Select(n => (n, Hidden(n)));
        return await _staff.Browser.PostAsync(path, await _staff.Browser.FormTokenAsync("/staff"), [.. shown, .. fields]);
    }

    [GeneratedRegex("action=\"(/staff/contacts/duplicates/[^\"]+/dismissal)\"")]
    private static partial Regex Dismissal();

    [GeneratedRegex("href=\"(/staff/contacts/duplicates\\?after=[^\"]+)\"")]
    private static partial Regex Further();
}
