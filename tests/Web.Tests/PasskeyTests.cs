using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>A member of staff with a device that knows them: Chromium's own authenticator, verified as Web Authentication says.</summary>
public sealed class PasskeyTests(PortalHost host, Chromium chromium)
{
    // A passkey belongs to a name, never to a number.
    private readonly Uri _address = new UriBuilder(host.Address) { Host = "localhost" }.Uri;

    [Fact]
    public async Task A_passkey_once_added_is_enough_at_the_door_until_it_is_removed()
    {
        using var staff = new StaffBrowser(_address);
        var email = await staff.JoinAsync(host, "Agent");
        await using var visitor = await chromium.VisitorAsync(_address, scripts: true, "en-GB");
        var page = await visitor.NewPageAsync();
        await DeviceAsync(page);

        // Password and code first, then the page of passkeys.
        await EnterAsync(page, staff, email, "/connect/passkeys");
        await page.GetByLabel("What to call it").FillAsync("office laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.Locator("form.card strong")).ToHaveTextAsync("office laptop");

        // The next time it is the whole way in, and once removed it opens nothing any more.
        await visitor.ClearCookiesAsync();
        await page.GotoAsync("/connect/passkeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "With a passkey" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Your passkeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(page.GetByText("You have none yet.")).ToBeVisibleAsync();
        await visitor.ClearCookiesAsync();
        await page.GotoAsync("/connect/passkeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "With a passkey" }).ClickAsync();
        await Assertions.Expect(page.Locator("main > p.error")).ToContainTextAsync("This passkey does not open");
    }

    [Fact]
    public async Task A_device_that_does_not_verify_its_owner_opens_nothing()
    {
        using var staff = new StaffBrowser(_address);
        var email = await staff.JoinAsync(host, "Agent");
        await using var visitor = await chromium.VisitorAsync(_address, scripts: true, "en-GB");
        var page = await visitor.NewPageAsync();
        await DeviceAsync(page, verifies: false);

        await EnterAsync(page, staff, email, "/connect/passkeys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();

        await Assertions.Expect(page.GetByText("The device gave no passkey.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("You have none yet.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"AAAA","authenticatorData":"AAAA","signature":"AAAA"}}""")]
    public async Task What_no_device_has_signed_is_refused_without_an_error(string credential)
    {
        using var browser = new PlainBrowser(host.Address);
        var token = await browser.FormTokenAsync("/connect/sign-in");
        using var asked = await browser.PostAsync("/connect/sign-in/passkey/options", token);
        using var refused = await browser.PostAsync("/connect/sign-in/passkey", token, ("credential", credential));
        using var unasked = await browser.PostAsync("/connect/sign-in/passkey", token, ("credential", credential));
        using var added = await browser.PostAsync("/connect/passkeys", token, ("credential", credential));

        Assert.Equal((200, 401, 401, 400), ((int)asked.StatusCode, (int)refused.StatusCode, (int)unasked.StatusCode, (int)added.StatusCode));
        Assert.Contains("\"userVerification\":\"required\"", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_pages_of_the_door_pass_axe_and_fit_320_pixels(string language, ColorScheme colours)
    {
        using var staff = new StaffBrowser(_address);
        var email = await staff.JoinAsync(host, "Agent");
        await using var visitor = await chromium.VisitorAsync(_address, scripts: true, language, width: 320, colours);
        var page = await visitor.NewPageAsync();
        var (found, shots) = (new List<string>(), Environment.GetEnvironmentVariable("GDPR_TEST_SCREENSHOTS"));

        await page.GotoAsync("/connect/passkeys");
        await Judge.AtAsync(page, "connect-sign-in", found, shots);
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", StaffBrowser.Password);
        await page.ClickAsync("form:has(#email) button");
        await Judge.AtAsync(page, "connect-code", found, shots);
        staff.Key = (await page.Locator("code.key").TextContentAsync())!.Replace(" ", string.Empty, StringComparison.Ordinal);
        await page.FillAsync("#code", staff.Code());
        await page.ClickAsync("form:has(#code) button");
        await Assertions.Expect(page.Locator("#name")).ToBeVisibleAsync();
        await Judge.AtAsync(page, "connect-passkeys", found, shots);

        Assert.Empty(found);
    }

    private static async Task EnterAsync(IPage page, StaffBrowser staff, string email, string path)
    {
        await page.GotoAsync(path);
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", StaffBrowser.Password);
        await page.ClickAsync("form:has(#email) button");
        staff.Key = Regex.Replace((await page.Locator("code.key").TextContentAsync())!, " ", string.Empty);
        await page.FillAsync("#code", staff.Code());
        await page.ClickAsync("form:has(#code) button");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Your passkeys");
    }

    private static async Task DeviceAsync(IPage page, bool verifies = true)
    {
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = verifies, ["isUserVerified"] = verifies,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
