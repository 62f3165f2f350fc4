using Gdpr.Web.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Gdpr.Web.Tests;

/// <summary>The system's Chromium, one process for all tests; without it they are skipped by name.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var named = Environment.GetEnvironmentVariable("GDPR_TEST_BROWSER");
        var place = named is { Length: > 0 } ? named : Array.Find(Places, File.Exists);
        if (place is null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = place,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A visitor of their own: no cookies, no cache.</summary>
    public async Task<IBrowserContext> VisitorAsync(Uri address, bool scripts, string language = "fr-FR", int width = 1100, ColorScheme colours = ColorScheme.Light)
    {
        if (_browser is null)
        {
            Assert.Skip("No Chromium on this machine (apt-get install chromium, or name one in GDPR_TEST_BROWSER).");
        }

        return await _browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(), JavaScriptEnabled = scripts, Locale = language, ColorScheme = colours, ViewportSize = new() { Width = width, Height = 900 },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
