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
            await page.SetViewportSizeAsync(1100, 800);
            await page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"{file}-wide.png"), FullPage = true });
            await page.SetViewportSizeAsync(320, 900);
        }
    }
}
