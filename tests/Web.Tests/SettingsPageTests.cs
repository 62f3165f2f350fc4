using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>How the house is set up, to read, as much as the roles open.</summary>
public sealed class SettingsPageTests(PortalHost host, Chromium chromium) : IDisposable
{
    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task Company_staff_clients_purposes_and_the_law_stand_there_with_their_sources()
    {
        await host.PostAsync("consent/notices", new { purpose = PortalHost.Marketing, language = "en", text = "I agree <script>alert(1)</script>." });
        var email = await _staff.JoinAsync(host, "DPO", "Agent");
        await _staff.EnterAsync(email);

        using var answer = await _staff.Browser.GetAsync("/staff/settings");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("Exemple SA", Section(page, "company"), StringComparison.Ordinal);
        Assert.Contains("dpo@example.test", Section(page, "company"), StringComparison.Ordinal);
        Assert.Contains("CNIL", Section(page, "company"), StringComparison.Ordinal);
        Assert.Matches($"(?s){email}.*?agent: handles requests.*?data protection officer", Section(page, "staff"));
        Assert.Matches("(?s)integrator.*?consent.write", Section(page, "clients"));
        Assert.Matches("(?s)Newsletter.*?consent \\(Art. 6\\(1\\)\\(a\\)\\).*?36 months.*?I agree &lt;script&gt;", Section(page, "purposes"));
        Assert.Contains("C. com", Section(page, "periods"), StringComparison.Ordinal);
        Assert.Matches("(?s)breach.hours.*?72 hours.*?GDPR Art. 33\\(1\\).*?read in the text.*?96 hours", Section(page, "law"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Secret", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Auditor", "company periods law", "staff clients purposes")]
    [InlineData("Sales", "company purposes law", "staff clients periods")]
    [InlineData("Administrator", "company staff clients purposes periods law", "")]
    public async Task A_role_sees_the_settings_of_its_scopes(string role, string open, string shut)
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, role));
        var page = await _staff.Browser.TextAsync("/staff/settings");

        Assert.All(open.Split(' '), id => Assert.Contains($"<h2 id=\"{id}\">", page, StringComparison.Ordinal));
        Assert.All(shut.Split(' ', StringSplitOptions.RemoveEmptyEntries), id => Assert.DoesNotContain($"<h2 id=\"{id}\">", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_settings_pass_axe_and_fit_320_pixels(string language, ColorScheme colours)
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO", "Administrator"));
        var found = await Judge.DeskAsync(chromium, host, _staff, language, colours, "/staff/settings");
        await using var visitor = await Judge.DeskVisitorAsync(chromium, host, _staff, scripts: true, language, width: 320, colours);
        var (page, more) = (await visitor.NewPageAsync(), new List<string>());
        await page.GotoAsync("/staff/settings");
        foreach (var summary in await page.Locator("main summary").AllAsync())
        {
            await summary.ClickAsync();
        }

        await Judge.AtAsync(page, "/staff/settings/open", more, Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));

        Assert.Empty(found.Concat(more));
    }

    private static string Section(string page, string id) => page.Split("<section").Single(s => s.Contains($"<h2 id=\"{id}\">", StringComparison.Ordinal));
}
