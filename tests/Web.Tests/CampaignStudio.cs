using Gdpr.Testing;

namespace Gdpr.Web.Tests;

/// <summary>Campaigns to look at, each to people of its own.</summary>
internal sealed class CampaignStudio(PortalHost host)
{
    private const string Words = "{{ person.givenName }} {{ sender.name }} {{ source }} {{ objection }} {{ links.unsubscribe }} {{ links.data }}";

    /// <summary>A purpose of its own; its code is its name too.</summary>
    public async Task<string> PurposeAsync(string legalBasis, string channel)
    {
        var code = $"p-{Guid.NewGuid():n}"[..20];
        await host.PostAsync("consent/purposes", new { code, name = new { fr = code, en = code }, legalBasis, channels = new[] { channel } });
        return code;
    }

    public async Task ConsentAsync(Person person, string purpose, string decision = "given")
    {
        var notice = (await host.PostAsync("consent/notices", new { purpose, language = "fr", text = "Oui, je veux." })).GetProperty("id").GetGuid();
        await host.PostAsync("consent/events", new { subjectId = person.Id, purpose, channel = "email", decision, noticeId = notice, method = "form", at = DateTimeOffset.UtcNow });
    }

    /// <summary>Found by the origin that only this one has.</summary>
    public async Task<Person> PersonAsync(string origin, string? phone = null)
    {
        var email = $"c{Guid.NewGuid():n}@example.test";
        var made = await host.PostAsync("contacts", new
        {
            kind = "person", givenName = "Ada", familyName = "Exemple", emails = new[] { new { value = email } }, phones = phone is null ? [] : new[] { new { value = phone } },
            country = "FR", language = "fr", audience = "B2C", source = new { origin, obtainedAt = DateTimeOffset.UtcNow.AddDays(-1), act = "form" },
        });
        return await host.KnownAsync(new Person(made.GetProperty("id").GetGuid(), email));
    }

    public async Task<Guid> PlanAsync(string name, string origin, string channel = "email", string? purpose = null, string text = Words, string subject = "Nouvelles", string? html = null)
    {
        var template = (await host.PostAsync("campaigns/templates", new { name, channel, texts = new[] { new { language = "fr", subject, text, html } } })).GetProperty("id").GetGuid();
        var segment = (await host.PostAsync("campaigns/segments", new { name, criteria = new { origin } })).GetProperty("id").GetGuid();
        return (await host.PostAsync("campaigns", new
        {
            name, channel, purpose = purpose ?? PortalHost.Marketing, templateId = template, segmentId = segment, sender = new { name = "Exemple SA", address = channel == "email" ? "news@example.test" : "+33140000000" },
        })).GetProperty("id").GetGuid();
    }

    /// <summary>To one who consented and one who did not.</summary>
    public async Task<(Guid Campaign, Person Consenting, Person Silent)> PlannedAsync(string name)
    {
        var origin = $"o-{Guid.NewGuid():n}";
        var (consenting, silent) = (await PersonAsync(origin), await PersonAsync(origin));
        await ConsentAsync(consenting, PortalHost.Marketing);
        return (await PlanAsync(name, origin), consenting, silent);
    }

    public async Task<Guid> EndedCampaignAsync(string name)
    {
        var (campaign, _, _) = await PlannedAsync(name);
        await LaunchAsync(campaign);
        await UntilAsync(campaign, "completed");
        return campaign;
    }

    public async Task LaunchAsync(Guid campaign)
    {
        var preflight = (await host.PostAsync($"campaigns/{campaign}/preflight", new { })).GetProperty("id").GetGuid();
        await host.PostAsync($"campaigns/{campaign}/launch", new { preflightId = preflight, reason = "Autumn" });
    }

    public Task UntilAsync(Guid campaign, string state) => Eventually.Async(async () => await StateAsync(campaign) == state, TimeSpan.FromSeconds(60), $"the campaign is {state}");

    public async Task<string> StateAsync(Guid campaign) => (await host.GetAsync($"campaigns/{campaign}")).GetProperty("state").GetString()!;
}
