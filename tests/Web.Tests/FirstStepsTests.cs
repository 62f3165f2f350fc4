using System.Net;
using System.Text.RegularExpressions;
using Gdpr.Testing;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>What a new house does first, as its rooms tell it.</summary>
public sealed class FirstStepsTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Steps = "/staff/first-steps";
    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task A_step_is_done_once_its_room_says_so()
    {
        await new CampaignStudio(host).PurposeAsync("consent", "email");
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));
        using var officer = new StaffBrowser(host.Address);
        await officer.JoinAsync(host, "DPO");

        var page = await _staff.Browser.TextAsync(Steps);

        Assert.Equal("done", StateOf(page, "Define your purposes"));
        Assert.Equal("done", StateOf(page, "Invite the data protection officer"));

        // Other tests connect and import in the same house meanwhile: only the two together say something.
        await Eventually.Async(
            async () => Left(await _staff.Browser.TextAsync("/staff")) == Regex.Count(await _staff.Browser.TextAsync(Steps), ">to do<"), TimeSpan.FromSeconds(30), "the dashboard says how many are left");
    }

    [Fact]
    public async Task Whoever_does_not_set_the_house_up_is_not_asked_to()
    {
        var dashboard = await _staff.EnterAsync(await _staff.JoinAsync(host, "Agent"));

        using var page = await _staff.Browser.GetAsync(Steps);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.DoesNotContain("First steps", dashboard, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_page_passes_axe_and_fits_320_pixels(string language, ColorScheme colours)
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));

        Assert.Empty(await Judge.DeskAsync(chromium, host, _staff, language, colours, Steps));
    }

    private static int Left(string dashboard) => Regex.Match(dashboard, "First steps: ([0-9]) to do") is { Success: true } left ? left.Groups[1].Value[0] - '0' : 0;

    private static string StateOf(string page, string step) => Regex.Match(page, $"{step} <span class=\"badge [a-z]+\">([^<]+)").Groups[1].Value;
}
