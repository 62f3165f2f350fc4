using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gdpr.Testing;
using Microsoft.Playwright;

namespace Gdpr.Web.Tests;

/// <summary>What a person decides about consents at the desk: proposed erasures, who is told where their data come from, and who is asked anew.</summary>
public sealed partial class DutyPagesTests(PortalHost host, Chromium chromium) : IDisposable
{
    private const string Proposals = "/staff/consents/proposals";
    private const string Information = "/staff/consents/information";
    private const string Runs = "/staff/consents/requalifications";
    private readonly StaffBrowser _staff = new(host.Address);
    private readonly CampaignStudio _studio = new(host);

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task A_proposed_erasure_becomes_a_request_or_is_kept_for_a_reason()
    {
        var (erased, kept) = (await ProposedAsync(), await ProposedAsync());
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));

        (string, string)[] form = [("reason", "No basis left."), ("confirmed", "true"), ("once", Guid.CreateVersion7().ToString())];
        using var unticked = await SayAsync($"{Proposals}/{erased}/erase", ("reason", "No basis left."));
        using var asked = await SayAsync($"{Proposals}/{erased}/erase", form);
        using var twice = await SayAsync($"{Proposals}/{erased}/erase", form);
        using var unreasoned = await SayAsync($"{Proposals}/{kept}/keep", ("reason", ""));
        using var decided = await SayAsync($"{Proposals}/{kept}/keep", ("reason", "A guarantee runs."));
        using var again = await SayAsync($"{Proposals}/{kept}/keep", ("reason", "Again."));

        Assert.Contains("No basis left.", await unticked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.All((HttpResponseMessage[])[unticked, unreasoned, again], a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.StatusCode));
        Assert.All((HttpResponseMessage[])[asked, twice, decided], a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Equal(asked.Headers.Location, twice.Headers.Location);
        Assert.Contains("Somebody has decided already.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var request = Guid.Parse(RequestId().Match(asked.Headers.Location!.OriginalString).Groups[1].Value);
        Assert.Equal(("erase", request.ToString()), ((await ProposalAsync(erased)).GetProperty("outcome").GetString(), (await ProposalAsync(erased)).GetProperty("requestId").GetString()));
        Assert.Equal(("keep", "A guarantee runs."), ((await ProposalAsync(kept)).GetProperty("outcome").GetString(), (await ProposalAsync(kept)).GetProperty("reason").GetString()));
        await Eventually.Async(
            async () => (await host.GetAsync($"subject-rights/requests/{request}")).GetProperty("status").GetString() is not ("Received" or "AwaitingIdentity"), TimeSpan.FromSeconds(60), "the rooms are asked");
        var made = await host.GetAsync($"subject-rights/requests/{request}");
        Assert.Equal(("erasure", "contacts.notes"), (made.GetProperty("right").GetString(), Assert.Single(made.GetProperty("scope").EnumerateArray()).GetString()));
    }

    [Fact]
    public async Task People_never_told_are_written_to_and_one_is_exempt_with_a_ground()
    {
        var (told, exempt) = (await OwedPersonAsync(), await OwedPersonAsync());
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));

        using var published = await SayAsync($"{Information}/texts", ("language", "fr"), ("subject", "D'où viennent vos données"), ("text", "Nous avons obtenu vos données d'un partenaire."));
        using var groundless = await SayAsync($"{Information}/{exempt.Id}/exemption", ("ground", ""), ("reason", "Told by phone."));
        using var exempted = await SayAsync($"{Information}/{exempt.Id}/exemption", ("ground", "alreadyInformed"), ("reason", "Told by phone."));
        using var unreadable = await SayAsync($"{Information}/send", ("limit", "many"));
        Assert.Empty(await host.MailsAsync(told.Email));
        using var sent = await SayAsync($"{Information}/send", ("limit", "500"));
        var page = await _staff.Browser.TextAsync(sent.Headers.Location!.OriginalString);

        Assert.All((HttpResponseMessage[])[groundless, unreadable], a => Assert.Equal(HttpStatusCode.UnprocessableEntity, a.StatusCode));
        Assert.All((HttpResponseMessage[])[published, exempted, sent], a => Assert.Equal(HttpStatusCode.SeeOther, a.StatusCode));
        Assert.Matches("Notices written: [1-9]", page);
        Assert.Contains("vos données d'un partenaire", await host.MailAsync(told.Email), StringComparison.Ordinal);
        Assert.Empty(await host.MailsAsync(exempt.Email));
        Assert.DoesNotContain(exempt.Id, await OwedAsync());
    }

    [Fact]
    public async Task A_requalification_is_planned_counted_and_approved_by_the_data_protection_officer_only()
    {
        var purpose = await _studio.PurposeAsync("consent", "email");
        await host.PostAsync("consent/notices", new { purpose, language = "fr", text = "Oui." });
        await _staff.EnterAsync(await _staff.JoinAsync(host, "Administrator"));

        using var planned = await SayAsync(Runs, ("purpose", purpose), ("answerDays", "14"));
        var run = planned.Headers.Location!.OriginalString.Split('?')[0];
        using var twice = await SayAsync(Runs, ("purpose", purpose), ("answerDays", "14"));
        var page = await _staff.Browser.TextAsync(run);
        using var refused = await SayAsync($"{run}/approval", ("reason", "Me."), ("confirmed", "true"));
        using var dpo = new StaffBrowser(host.Address);
        await dpo.EnterAsync(await dpo.JoinAsync(host, "DPO"));
        using var approved = await dpo.Browser.PostAsync($"{run}/approval", await dpo.Browser.FormTokenAsync("/staff"), ("reason", "Collected before 2018."), ("confirmed", "true"));
        using var stopped = await dpo.Browser.PostAsync($"{run}/stop", await dpo.Browser.FormTokenAsync("/staff"));
        var after = await dpo.Browser.TextAsync(run);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound), (planned.StatusCode, twice.StatusCode, refused.StatusCode));
        Assert.Contains("to be approved", page, StringComparison.Ordinal);
        Assert.Contains("The data protection officer approves.", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (approved.StatusCode, stopped.StatusCode));
        Assert.Contains("Collected before 2018.", after, StringComparison.Ordinal);
        Assert.Contains(">stopped<", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sales", HttpStatusCode.OK)]
    [InlineData("Auditor", HttpStatusCode.NotFound)]
    public async Task Who_may_not_write_sees_lists_without_forms_and_who_may_not_read_sees_nothing(string role, HttpStatusCode expected)
    {
        await _staff.EnterAsync(await _staff.JoinAsync(host, role));

        foreach (var path in (string[])[Proposals, Information, Runs])
        {
            using var answer = await _staff.Browser.GetAsync(path);
            Assert.Equal(expected, answer.StatusCode);
            Assert.DoesNotContain($"action=\"{path}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var refused = await SayAsync($"{Information}/send", ("limit", "1"));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Theory]
    [InlineData("fr-FR", ColorScheme.Light)]
    [InlineData("en-GB", ColorScheme.Dark)]
    public async Task The_pages_pass_axe_and_fit_320_pixels(string language, ColorScheme colours)
    {
        await ProposedAsync();
        await OwedPersonAsync();
        var run = (await host.PostAsync("consent/requalifications", new { purpose = await _studio.PurposeAsync("consent", "email") })).GetProperty("id").GetGuid();
        await _staff.EnterAsync(await _staff.JoinAsync(host, "DPO"));

        Assert.Empty(await Judge.DeskAsync(chromium, host, _staff, language, colours, Proposals, $"{Information}?overdue=false", Runs, $"{Runs}/{run}"));
    }

    /// <summary>Somebody whose data rested on one consent, which they withdrew.</summary>
    private async Task<Guid> ProposedAsync()
    {
        var code = $"p-{Guid.NewGuid():n}"[..20];
        await host.PostAsync("consent/purposes", new { code, name = new { fr = code, en = code }, legalBasis = "consent", channels = new[] { "email" }, dataClasses = new[] { "contacts.notes" } });
        var person = await host.PersonAsync();
        await _studio.ConsentAsync(person, code);
        await _studio.ConsentAsync(person, code, "withdrawn");
        Guid? id = null;
        await Eventually.Async(
            async () => (id = (await ProposalsAsync()).Where(p => p.GetProperty("purpose").GetString() == code).Select(p => (Guid?)p.GetProperty("id").GetGuid()).SingleOrDefault()) is not null,
            TimeSpan.FromSeconds(90),
            "the erasure is proposed");
        return id!.Value;
    }

    private async Task<Person> OwedPersonAsync()
    {
        var person = await host.PersonAsync();
        using var stated = await host.SendAsync(
            HttpMethod.Put, $"consent/subjects/{person.Id}/facts", new { provenance = new { origin = "purchased", obtainedAt = DateTimeOffset.UtcNow.AddDays(-2), supplier = "Fichiers Durand", partnersNamed = true } });
        Assert.Equal(HttpStatusCode.OK, stated.StatusCode);
        await Eventually.Async(async () => (await OwedAsync()).Contains(person.Id), TimeSpan.FromSeconds(30), "they are owed a notice");
        return person;
    }

    private async Task<JsonElement> ProposalAsync(Guid id) => (await ProposalsAsync()).Single(p => p.GetProperty("id").GetGuid() == id);

    private async Task<List<JsonElement>> ProposalsAsync() => [.. (await host.GetAsync("consent/erasure-proposals?limit=500")).GetProperty("items").EnumerateArray()];

    private async Task<HashSet<Guid>> OwedAsync() => [.. (await host.GetAsync("consent/information/owed?limit=500")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("subjectId").GetGuid())];

    private async Task<HttpResponseMessage> SayAsync(string path, params (string Name, string Value)[] fields) =>
        await _staff.Browser.PostAsync(
            path, await _staff.Browser.FormTokenAsync("/staff"), fields.Any(f => f.Name == "once") ? fields : [.. fields, ("once", Guid.CreateVersion7().ToString())]);

    [GeneratedRegex("request=([0-9a-f-]{36})")]
    private static partial Regex RequestId();
}
