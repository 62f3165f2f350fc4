using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>Looks at a page as axe does (WCAG 2.2 AA) and measures it; keeps a picture where <c>GDPR_TEST_SCREENSHOTS</c> says.</summary>
internal static class Judge
{
    public static async Task LookAsync(IPage page, string path, List<string> found, string? shots)
    {
        await page.GotoAsync(path);
        await AtAsync(page, path, found, shots);
    }

    /// <summary>Looks at pages of the desk as a member of staff does whose browser signed in; what is wrong with them.</summary>
    public static async Task<IReadOnlyList<string>> DeskAsync(Chromium chromium, PortalHost host, StaffBrowser staff, string language, ColorScheme colours, params string[] paths)
    {
        await using var visitor = await DeskVisitorAsync(chromium, host, staff, scripts: true, language, width: 320, colours);
        var page = await visitor.NewPageAsync();
        var (found, shots) = (new List<string>(), Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));
        foreach (var path in paths)
        {
            await LookAsync(page, path, found, shots);
            await Assertions.Expect(page.Locator("header form button")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Rien ici|Nothing here|indisponible|Not available"));
        }

        return found;
    }

    /// <summary>Chromium with the session of a member of staff.</summary>
    public static async Task<IBrowserContext> DeskVisitorAsync(
        Chromium chromium, PortalHost host, StaffBrowser staff, bool scripts, string language = "en-GB", int width = 1100, ColorScheme colours = ColorScheme.Light)
    {
        var visitor = await chromium.VisitorAsync(host.Address, scripts, language, width, colours);
        await visitor.AddCookiesAsync(staff.Browser.Cookies.GetCookies(host.Address)
            .Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = host.Address.ToString(), HttpOnly = true }));
        return visitor;
    }

    public static async Task AtAsync(IPage page, string name, List<string> found, string? shots)
    {
        var result = await page.RunAxe(new Deque.AxeCore.Commons.AxeRunOptions
        {
            RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        });
        found.AddRange(result.Violations.Select(v => $"{name}: {v.Id} {string.Join(' ', v.Nodes.Select(n => n.Html))}"));
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        if (wide > 320)
        {
            found.Add($"{name}: {wide} pixels wide");
        }

        if (shots is { Length: > 0 })
        {
            var file = name.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-');
            await page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"{file}.png"), FullPage = true });
            await page.SetViewportSizeAsync(1280, 800);
            await page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"{file}-wide.png"), FullPage = true });
            await page.SetViewportSizeAsync(320, 900);
        }
    }
}
