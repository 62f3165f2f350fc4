using System.Net;
using System.Net.Http.Json;

namespace Gdpr.Web.Tests;

/// <summary>What strangers put into headers of requests, and into what might become a header of a mail.</summary>
public sealed class HostileEdgeTests(PortalHost host)
{
    private const string Evil = "evil.example";
    private const string Injected = "\r\nBcc: thief@evil.example";

    [Theory]
    [InlineData("/")]
    [InlineData("/fr/sign-in")]
    [InlineData("/en/data")]
    [InlineData("/en/requests")]
    [InlineData("/staff")]
    [InlineData("/identity/sign-in")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/openapi/contacts.json")]
    [InlineData("/api/contacts/0198f4b2-0000-7000-8000-000000000001")]
    [InlineData("/nowhere")]
    public async Task A_made_up_host_comes_back_in_no_page_and_no_redirect(string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = Evil;
        request.Headers.Add("X-Forwarded-Host", Evil);
        request.Headers.Add("Forwarded", $"host={Evil}");

        using var answer = await http.SendAsync(request);

        Assert.DoesNotContain(Evil, answer.Headers + await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.InRange((int)answer.StatusCode, 200, 499);
    }

    [Fact]
    public async Task A_made_up_host_is_told_so_and_health_is_asked_by_any_name()
    {
        using var browser = new PlainBrowser(host.Address, Evil);

        using var refused = await browser.GetAsync("/en/sign-in");
        using var health = await browser.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("HOST_UNKNOWN", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task A_line_break_in_a_name_makes_no_header_of_a_mail()
    {
        var person = await host.PersonAsync();
        using var renamed = await host.SendAsync(HttpMethod.Post, "subject-rights/requests", new
        {
            right = "access", subject = new { subjectId = person.Id, email = person.Email }, receivedAt = DateTimeOffset.UtcNow, channel = "post", country = "FR",
            requester = new { capacity = "representative", name = $"Maître Exemple{Injected}", mandate = $"power of attorney{Injected}", email = person.Email },
        });
        using var registered = await host.SendAsync(HttpMethod.Post, "contacts", new
        {
            kind = "person", givenName = $"Zoé{Injected}", familyName = "Exemple", emails = new[] { new { value = $"a@example.test{Injected}" } }, country = "FR",
            source = new { origin = "form", obtainedAt = DateTimeOffset.UnixEpoch.AddYears(55), detail = "x", act = "form" },
        });
        using var browser = new PlainBrowser(host.Address);
        await browser.AskAsync(person.Email);
        await host.MailAsync(person.Email);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, registered.StatusCode);
        Assert.Empty(await host.RecipientsAsync(Evil));
    }

    [Fact]
    public async Task An_address_with_a_line_break_is_no_address()
    {
        using var browser = new PlainBrowser(host.Address);

        using var answer = await browser.PostAsync("/en/sign-in", await browser.FormTokenAsync("/en/sign-in"), ("email", $"nobody-7@example.test{Injected}"));

        Assert.InRange((int)answer.StatusCode, 200, 422);
        Assert.Empty(await host.MailsAsync("nobody-7@example.test"));
        Assert.Empty(await host.RecipientsAsync(Evil));
    }
}
