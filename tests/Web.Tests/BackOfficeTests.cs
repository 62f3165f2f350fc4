using System.Net;
using Microsoft.Playwright;
using Cookie = Microsoft.Playwright.Cookie;

namespace Gdpr.Web.Tests;

/// <summary>The desk of those who answer requests, without JavaScript.</summary>
public sealed class BackOfficeTests(PortalHost host, Chromium chromium) : IDisposable
{
    private readonly StaffBrowser _staff = new(host.Address);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task A_request_stands_on_the_board_is_previewed_approved_and_followed()
    {
        var id = await host.RequestToReviewAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        var board = await _staff.Browser.TextAsync("/staff/requests");
        var before = await _staff.Browser.TextAsync($"/staff/requests/{id}");

        using var silent = await ApproveAsync(id, string.Empty);
        using var approved = await ApproveAsync(id, "One person, nothing to keep back.");
        var after = await _staff.Browser.TextAsync($"/staff/requests/{id}?done=approved");
        var audit = await _staff.Browser.TextAsync("/staff/audit?room=subject-rights");

        Assert.Contains($"/staff/requests/{id}", board, StringComparison.Ordinal);
        Assert.Contains("on time: ", board, StringComparison.Ordinal);
        Assert.Contains("What would be done", before, StringComparison.Ordinal);
        Assert.Contains("e-mail addresses", before, StringComparison.Ordinal);
        Assert.Contains("wrong=REASON_MISSING", silent.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("done=approved", approved.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("APPROVAL_GIVEN", after, StringComparison.Ordinal);
        Assert.Contains("One person, nothing to keep back.", after, StringComparison.Ordinal);
        Assert.Contains("<code>", audit, StringComparison.Ordinal);
        await Gdpr.Testing.Eventually.Async(
            async () => (await host.GetAsync($"subject-rights/requests/{id}")).GetProperty("status").GetString() is "Completed" or "PartiallyCompleted",
            TimeSpan.FromSeconds(60),
            "the request is answered");
    }

    [Fact]
    public async Task An_auditor_opens_no_case_and_approves_nothing()
    {
        var id = await host.RequestToReviewAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Auditor"));

        using var seen = await _staff.Browser.GetAsync($"/staff/requests/{id}");
        using var approved = await ApproveAsync(id, "Because.");
        var status = (await host.GetAsync($"subject-rights/requests/{id}")).GetProperty("status").GetString();

        Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
        Assert.Contains("wrong=", approved.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("AwaitingReview", status);
    }

    [Fact]
    public async Task Without_its_form_nothing_is_approved_and_without_a_session_everything_leads_to_the_door()
    {
        var id = await host.RequestToReviewAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));
        using var stranger = new PlainBrowser(host.Address);

        using var forged = await _staff.Browser.PostAsync($"/staff/requests/{id}/approval", "made-up", ("reason", "Because."));
        var answers = new List<HttpResponseMessage>
        {
            await stranger.GetAsync("/staff"), await stranger.GetAsync("/staff/audit"), await stranger.GetAsync($"/staff/requests/{id}"),
            await stranger.PostAsync($"/staff/requests/{id}/approval", "made-up", ("reason", "Because.")),
        };

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.All(answers, a => Assert.StartsWith("/connect/authorize?", a.Headers.Location!.ToString(), StringComparison.Ordinal));
        answers.ForEach(a => a.Dispose());
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task Every_page_of_the_desk_passes_axe_and_fits_320_pixels(string language, ColorScheme colours)
    {
        var id = await host.RequestToReviewAsync();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO", "Administrator"));
        await using var visitor = await chromium.VisitorAsync(host.Address, scripts: true, language, width: 320, colours);
        await visitor.AddCookiesAsync(_staff.Browser.Cookies.GetCookies(host.Address)
            .Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = host.Address.ToString(), HttpOnly = true }));
        var page = await visitor.NewPageAsync();
        var found = new List<string>();

        foreach (var path in (string[])["/staff/requests", $"/staff/requests/{id}", $"/staff/requests/{id}?wrong=REASON_MISSING", "/staff/audit", "/staff/audit?room=nowhere"])
        {
            await Judge.LookAsync(page, path, found, Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));
            await Assertions.Expect(page.Locator("header form button")).ToBeVisibleAsync();
        }

        Assert.Empty(found);
    }

    private async Task<HttpResponseMessage> ApproveAsync(Guid id, string reason) => await _staff.Browser.PostAsync(
        $"/staff/requests/{id}/approval", await _staff.Browser.FormTokenAsync("/staff"), ("reason", reason));
}
