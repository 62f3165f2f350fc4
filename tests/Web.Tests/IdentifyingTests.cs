using System.Net;
using System.Text.RegularExpressions;

namespace Gdpr.Web.Tests;

/// <summary>Who wrote without a session confirms the request by the code that was mailed, without a member of staff.</summary>
public sealed class IdentifyingTests(PortalHost host) : IDisposable
{
    private readonly PlainBrowser _browser = new(host.Address);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task The_code_of_the_mail_confirms_the_request_and_the_link_leads_to_its_form()
    {
        var (id, reference, email) = await RequestAsync();
        var link = new Uri(await host.LinkAsync(email)).AbsolutePath;

        var form = await _browser.TextAsync(link);
        using var confirmed = await ConfirmAsync(reference.ToLowerInvariant(), await host.CodeAsync(email));
        var page = await confirmed.Content.ReadAsStringAsync();

        Assert.Contains($"value=\"{reference}\"", form, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Contains("your request is confirmed", page, StringComparison.Ordinal);
        await Gdpr.Testing.Eventually.Async(
            async () => (await host.GetAsync($"subject-rights/requests/{id}")).GetProperty("status").GetString() is not ("Received" or "AwaitingIdentity"),
            TimeSpan.FromSeconds(60),
            "the request is identified");
    }

    [Fact]
    public async Task A_wrong_code_and_an_unknown_reference_look_the_same_and_five_tries_are_all()
    {
        var (_, reference, email) = await RequestAsync();
        var code = await host.CodeAsync(email);
        var wrong = code == "00000000" ? "11111111" : "00000000";
        var pages = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            pages.Add(await PageAsync(reference, wrong));
        }

        pages.Add(await PageAsync(reference, code));
        pages.Add(await PageAsync("R2020-AAAAAAAA", wrong));

        Assert.Single(pages.Distinct());
        Assert.Contains("wrong, used or expired", pages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_code_is_promised_alike_for_any_reference_and_not_sent_while_one_is_valid()
    {
        var (_, reference, email) = await RequestAsync();
        await host.MailAsync(email);

        var known = await AgainAsync(reference);
        var unknown = await AgainAsync("R2020-AAAAAAAA");
        var (_, _, later) = await RequestAsync();
        await host.MailAsync(later);

        Assert.Equal(known, unknown);
        Assert.Single(await host.MailsAsync(email));
    }

    private async Task<(Guid Id, string Reference, string Email)> RequestAsync()
    {
        var person = await host.PersonAsync();
        var made = await host.PostAsync("subject-rights/requests", new
        {
            right = "access", subject = new { email = person.Email }, receivedAt = DateTimeOffset.UtcNow, channel = "email", country = "FR", language = "en",
        });
        return (made.GetProperty("id").GetGuid(), made.GetProperty("reference").GetString()!, person.Email);
    }

    private async Task<HttpResponseMessage> ConfirmAsync(string reference, string code) => await _browser.PostAsync(
        "/en/identity", await _browser.FormTokenAsync("/en/identity"), ("reference", reference), ("code", code));

    private async Task<string> PageAsync(string reference, string code)
    {
        using var answer = await ConfirmAsync(reference, code);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return Without(await answer.Content.ReadAsStringAsync(), reference);
    }

    private async Task<string> AgainAsync(string reference)
    {
        using var answer = await _browser.PostAsync("/en/identity/code", await _browser.FormTokenAsync("/en/identity"), ("reference", reference));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Without(await answer.Content.ReadAsStringAsync(), reference);
    }

    private static string Without(string page, string reference) => Regex.Replace(
        page.Replace(reference, string.Empty, StringComparison.Ordinal), "name=\"__RequestVerificationToken\" value=\"[^\"]+\"", string.Empty);
}
