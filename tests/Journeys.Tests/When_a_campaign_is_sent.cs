using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;
using Gdpr.Testing.Smtp;
using MimeKit;

namespace Gdpr.Journeys.Tests;

/// <summary>Contacts says who, Consent says whether, Campaigns sends; what a person says to a message holds against everything but the person.</summary>
public sealed class When_a_campaign_is_sent
{
    private readonly SmtpSink _sink = new();

    [Fact]
    public async Task A_refusal_survives_erasure_and_return_and_only_the_persons_own_consent_reopens()
    {
        await using var sink = _sink;
        await using var suite = await StandaloneSuite.StartAsync(new Dictionary<string, string?> { ["Gdpr__Campaigns__Smtp"] = sink.Address.ToString() });
        using var me = await Integrator.SignInAsync(suite);
        var (notice, template) = (await NoticeAsync(me), await TemplateAsync(me));
        var segment = Id(await me.DoAsync("api/campaigns/segments", new { name = "shop", criteria = new { origin = "shop" } }));
        var (ann, bob, eve) = (await me.RegisterAsync("ann@example.test"), await me.RegisterAsync("bob@example.test"), await me.RegisterAsync("eve@example.test"));
        await SayAsync(me, ann, notice);
        await SayAsync(me, eve, notice);
        await DecidedAsync(me, bob, "NO_CONSENT");
        await LaunchAsync(me, await PlanAsync(me, template, null, afterConsentHours: 0));

        // The first: who consented gets it, who did not is counted with the reason.
        var first = await PlanAsync(me, template, segment);
        Assert.Equal(["CONSENT 2", "NO_CONSENT 1"], Reasons(await LaunchAsync(me, first)));
        await EndedAsync(me, first);
        Assert.Equal([1, 0, 1], Mails("ann", "bob", "eve"));

        // Eve's mailbox unsubscribes with one click; the decision of Consent follows.
        await ClickAsync(suite, "eve@example.test");
        await DecidedAsync(me, eve, "OBJECTED");

        // Bob consents now: the welcome message follows, and he is in the next campaign.
        await SayAsync(me, bob, notice);
        await Eventually.Async(() => Task.FromResult(Mails("bob")[0] == 1), TimeSpan.FromSeconds(30), "bob is welcomed");

        // Eve is erased. A list does not bring her back; an order of her own does, and what an import claims for her opens nothing.
        var erasure = await me.AskAsync("erasure", new { subjectId = eve });
        await me.ConfirmAndApproveAsync(erasure);
        var end = await me.EndAsync(erasure);
        Assert.True(end["status"]!.GetValue<string>() == "Completed", end.ToJsonString());
        using var refused = await me.PostAsync("api/contacts", People.Contact("eve@example.test"));
        Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.StatusCode);
        var again = Id(await me.DoAsync("api/contacts", new
        {
            kind = "person", givenName = "Eve", country = "FR", language = "fr", audience = "B2C", emails = new[] { new { value = "eve@example.test" } },
            source = new { origin = "shop", obtainedAt = TimeProvider.System.GetUtcNow(), act = "order" },
        }));
        await DecidedAsync(me, again, "OBJECTED");
        await SayAsync(me, again, notice, "import");
        var second = await PlanAsync(me, template, segment);
        Assert.Equal(["CONSENT 2", "OBJECTED 1"], Reasons(await LaunchAsync(me, second)));
        await EndedAsync(me, second);
        Assert.Equal([2, 2, 1], Mails("ann", "bob", "eve"));

        // Her own consent reopens; the welcome is one of its own.
        await SayAsync(me, again, notice);
        await DecidedAsync(me, again, "CONSENT");
        await Eventually.Async(() => Task.FromResult(Mails("eve")[0] == 2), TimeSpan.FromSeconds(30), "eve is welcomed");

        // What Ann was sent is in her copy, with the decision; nothing of it is in a portable file.
        var copy = await me.AskAsync("access", new { subjectId = ann });
        await me.ConfirmAndApproveAsync(copy);
        await me.EndAsync(copy);
        var sends = await PackagedAsync(me, copy);
        Assert.Equal(2, sends.Count);
        Assert.All(sends, s => Assert.Equal("CONSENT", s!["decision"]!.GetValue<string>()));
        await NothingKeptAsync(suite);
    }

    private static async Task NothingKeptAsync(StandaloneSuite suite)
    {
        foreach (var file in Directory.GetFiles(suite.DataFolder, "campaigns.db*"))
        {
            await using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var text = new StreamReader(read, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("@example.test", await text.ReadToEndAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }

    private int[] Mails(params string[] who) => [.. who.Select(w => _sink.To($"{w}@example.test").Count)];

    private async Task ClickAsync(ISuite suite, string address)
    {
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(_sink.To(address)[0].Bytes));
        var link = new Uri(mail.Headers["List-Unsubscribe"]!.Trim('<', '>'));
        using var provider = new HttpClient { BaseAddress = suite.Api };
        using var answer = await provider.PostAsync(link.AbsolutePath, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static Task DecidedAsync(Integrator me, Guid person, string code) => Eventually.Async(
        async () => (await me.GetAsync($"api/consent/decisions?subjectId={person}&channel=email&purpose=newsletter"))["code"]!.GetValue<string>() == code, TimeSpan.FromSeconds(30), $"Consent says {code}");

    private static async Task SayAsync(Integrator me, Guid person, Guid notice, string method = "form") => await me.DoAsync("api/consent/events", new
    {
        subjectId = person, purpose = "newsletter", channel = "email", decision = "given", noticeId = notice, method, at = TimeProvider.System.GetUtcNow(),
    });

    private static async Task<Guid> NoticeAsync(Integrator me)
    {
        await me.DoAsync("api/consent/purposes", new { code = "newsletter", name = new { fr = "Lettre", en = "Letter" }, legalBasis = "consent", channels = new[] { "email" } });
        return Id(await me.DoAsync("api/consent/notices", new { purpose = "newsletter", language = "fr", text = "Oui, je veux la lettre." }));
    }

    private static async Task<Guid> TemplateAsync(Integrator me) => Id(await me.DoAsync("api/campaigns/templates", new
    {
        name = "t", channel = "email",
        texts = new[] { new { language = "fr", subject = "Nouvelles", text = "{{ sender.name }} {{ source }} {{ objection }} {{ links.unsubscribe }} {{ links.data }}" } },
    }));

    private static async Task<Guid> PlanAsync(Integrator me, Guid template, Guid? segment, int? afterConsentHours = null) => Id(await me.DoAsync("api/campaigns", new
    {
        name = "c", channel = "email", purpose = "newsletter", templateId = template, segmentId = segment, afterConsentHours, sender = new { name = "Shop SAS", address = "news@shop.test" },
    }));

    private static async Task<JsonNode> LaunchAsync(Integrator me, Guid campaign)
    {
        var preflight = await me.DoAsync($"api/campaigns/{campaign}/preflight", new { });
        await me.DoAsync($"api/campaigns/{campaign}/launch", new { preflightId = Id(preflight), reason = "Autumn" });
        return preflight;
    }

    private static IEnumerable<string> Reasons(JsonNode preflight) =>
        preflight["allowed"]!.AsArray().Concat(preflight["excludes"]!.AsArray()).Select(r => $"{r!["code"]} {r["count"]}").Order(StringComparer.Ordinal);

    private static Task EndedAsync(Integrator me, Guid campaign) => Eventually.Async(
        async () => (await me.GetAsync($"api/campaigns/{campaign}"))["state"]!.GetValue<string>() == "completed", TimeSpan.FromSeconds(60), "the campaign ends");

    private static async Task<JsonArray> PackagedAsync(Integrator me, Guid request)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(await me.Http.GetByteArrayAsync($"api/subject-rights/requests/{request}/package")));
        await using var data = await zip.GetEntry("data.json")!.OpenAsync();
        return (await JsonNode.ParseAsync(data))!["data"]!["campaigns"]!["sends"]!.AsArray();
    }

    private static Guid Id(JsonNode node) => node["id"]!.GetValue<Guid>();
}
