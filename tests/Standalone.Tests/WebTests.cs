using System.Net;
using System.Text.RegularExpressions;

namespace Gdpr.Standalone.Tests;

public sealed partial class WebTests(DemoHost demo) : IClassFixture<DemoHost>
{
    [Theory]
    [InlineData("fr", "terminée et vérifiée", "factures", "31 décembre 2033", "CNIL")]
    [InlineData("en", "completed and checked", "invoices", "31 December 2033", "supervisory authority")]
    public async Task The_case_is_told_in_the_language_of_the_address(string culture, params string[] words)
    {
        var page = await TextAsync(InLanguage(culture));

        Assert.Contains($"<html lang=\"{culture}\">", page, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_runs_no_script_and_loads_nothing_from_elsewhere()
    {
        using var answer = await demo.Host.Client.GetAsync(InLanguage("fr"));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(Elsewhere(), page);
        Assert.Contains("default-src 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("no-referrer", Header(answer, "Referrer-Policy"));
        Assert.Equal("no-store", Header(answer, "Cache-Control"));
        Assert.Contains("noindex", Header(answer, "X-Robots-Tag"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
    }

    [Fact]
    public async Task The_page_does_not_say_who_the_person_is()
    {
        var page = await TextAsync(InLanguage("fr"));

        Assert.DoesNotContain("example.test", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Demo.Company.MadeUpCompany.Leaving.FamilyName, page, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Thirty entries a minute: the page's own call is not a second one, or one robot would keep every visitor out.</summary>
    [Fact]
    public async Task An_entry_of_a_form_is_counted_once()
    {
        for (var entry = 0; entry < 30; entry++)
        {
            using var typed = new FormUrlEncodedContent([KeyValuePair.Create("email", "a@example.test"), KeyValuePair.Create("box", "x:email")]);
            using var answer = await demo.Host.Client.PostAsync("/fr/forms/no-such-form", typed);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var more = new FormUrlEncodedContent([KeyValuePair.Create("email", "a@example.test")]);
        using var refused = await demo.Host.Client.PostAsync("/fr/forms/no-such-form", more);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task A_wrong_secret_and_an_unknown_reference_look_the_same(string culture)
    {
        var reference = demo.Link.Segments[3].TrimEnd('/');
        using var wrongSecret = await demo.Host.Client.GetAsync($"/{culture}/cases/{reference}/{new string('A', 32)}");
        using var unknown = await demo.Host.Client.GetAsync($"/{culture}/cases/R2020-AAAAAAAA/{new string('A', 32)}");
        using var hostile = await demo.Host.Client.GetAsync($"/{culture}/cases/{new string('x', 500)}/%3Cscript%3E");

        Assert.All([wrongSecret, unknown, hostile], a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
        var said = await wrongSecret.Content.ReadAsStringAsync();
        Assert.Equal(said, await unknown.Content.ReadAsStringAsync());
        Assert.Equal(said, await hostile.Content.ReadAsStringAsync());
        Assert.DoesNotContain(reference, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_can_be_sent_to_the_page()
    {
        using var answer = await demo.Host.Client.PostAsync(InLanguage("fr"), new FormUrlEncodedContent([]));

        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.MethodNotAllowed, HttpStatusCode.Unauthorized]);
    }

    [Fact]
    public async Task The_style_sheet_is_ours_and_is_there()
    {
        var css = await TextAsync("/web/portal.css");

        Assert.Contains("prefers-color-scheme: dark", css, StringComparison.Ordinal);
        Assert.DoesNotMatch(Elsewhere(), css);
    }

    [Fact]
    public async Task The_reference_answers_for_every_room_and_calls_nobody_else()
    {
        using var answer = await demo.Host.Client.GetAsync("/reference");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("connect-src 'self';", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotMatch(Elsewhere(), page);
        foreach (var room in (string[])["contacts", "consent", "sales", "governance", "campaigns", "subject-rights", "connectors", "identity", "breach-notification"])
        {
            Assert.Contains($"openapi/{room}.json", page, StringComparison.Ordinal);
            Assert.Contains("\"openapi\"", await TextAsync($"/openapi/{room}.json"), StringComparison.Ordinal);
        }
    }

    private string InLanguage(string culture) => $"/{culture}/cases/{string.Concat(demo.Link.Segments[3..])}";

    private async Task<string> TextAsync(string path)
    {
        using var answer = await demo.Host.Client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : string.Empty;

    [GeneratedRegex(@"(src|href|url|import)\W{0,3}\s*[""'(]?(https?:)?//", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
