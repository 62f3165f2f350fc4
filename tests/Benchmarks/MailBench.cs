using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gdpr.Campaigns;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;
using Gdpr.Testing.Smtp;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Gdpr.Benchmarks;

/// <summary>
/// E-mail: everybody of a campaign decided, written, signed and delivered to a local SMTP server, beside a bare MailKit
/// loop that sends one ready mail of the same bytes over as many connections.
/// </summary>
internal sealed class MailBench : IBenchmark
{
    private const int Lanes = 4;
    private static readonly object Words = new
    {
        language = "fr",
        subject = "Nouvelles de {{ sender.name }}",
        html = "<p>Bonjour {{ person.givenName }}</p><p>{{ sender.name }}</p><p>{{ source }} {{ objection }}</p><a href=\"{{ links.unsubscribe }}\">x</a> <a href=\"{{ links.data }}\">y</a>",
        text = "Bonjour {{ person.givenName }}, {{ sender.name }} vous écrit. {{ source }} {{ objection }} {{ links.unsubscribe }} {{ links.data }}",
    };

    public string Name => "e-mail, embedded";

    public async Task<IReadOnlyList<Figure>> RunAsync(double scale, CancellationToken ct)
    {
        var all = Math.Max(200, (int)(20_000 * scale));
        await CampaignAsync(200, ct);
        var (few, _) = await CampaignAsync(Math.Max(100, all / 10), ct);
        var (many, sample) = await CampaignAsync(all, ct);
        var bare = await BareAsync(sample, all, ct);
        return
        [
            new("bare MailKit loop", bare, "mails/s"),
            new("decided, written, signed and delivered, none lost", many.Rate, "mails/s", many.Rate / bare, "bare loop"),
            new("memory at the end, a tenth of the people", few.Heap / 1048576.0, "MiB"),
            new("memory at the end, all people", many.Heap / 1048576.0, "MiB", (double)many.Heap / few.Heap, "a tenth"),
        ];
    }

    private static async Task<((double Rate, long Heap) Run, byte[] Sample)> CampaignAsync(int people, CancellationToken ct)
    {
        using var keys = new TempFolder();
        var key = keys.Combine("dkim.pem");
        using (var rsa = RSA.Create(2048))
        {
            await File.WriteAllTextAsync(key, rsa.ExportRSAPrivateKeyPem(), ct);
        }

        byte[] sample;
        await using (var first = new SmtpSink())
        {
            await RunAsync(first, key, 1, ct);
            sample = first.Mails.Single().Bytes;
        }

        await using var sink = new SmtpSink(keep: false);
        return (await RunAsync(sink, key, people, ct), sample);
    }

    private static async Task<(double Rate, long Heap)> RunAsync(SmtpSink sink, string key, int people, CancellationToken ct)
    {
        await using var room = await RoomHost.StartAsync(new CampaignsModule(), o =>
        {
            o.Settings["Gdpr:Campaigns:Smtp"] = sink.Address.ToString();
            o.Settings["Gdpr:Campaigns:Connections"] = $"{Lanes}";
            o.Settings["Gdpr:Campaigns:Dkim:Domain"] = "shop.test";
            o.Settings["Gdpr:Campaigns:Dkim:KeyFile"] = key;
        });
        ManyPeople.Answer(room.Others, people);
        using var http = room.Client();
        var campaign = await PlanAsync(http, ct);
        var heap = 0L;
        var time = await Timing.OfAsync(async () =>
        {
            await PostAsync(http, $"/{campaign["id"]}/launch", new { preflightId = campaign["preflight"], reason = "bench" }, ct);
            await Eventually.Async(() => Task.FromResult(sink.Count >= people), TimeSpan.FromMinutes(20), "everything arrived", ct);
        });
        heap = GC.GetTotalMemory(forceFullCollection: true);
        await Eventually.Async(async () => await StateAsync(http, campaign, ct) == "completed", TimeSpan.FromMinutes(1), "the campaign ends", ct);
        return sink.Count == people ? (people / time.TotalSeconds, heap) : throw new InvalidOperationException($"{sink.Count} mails for {people} people.");
    }

    private static async Task<JsonNode> PlanAsync(HttpClient http, CancellationToken ct)
    {
        var template = await PostAsync(http, "/templates", new { name = "t", channel = "email", texts = new[] { Words } }, ct);
        var segment = await PostAsync(http, "/segments", new { name = "all", criteria = new { country = "FR" } }, ct);
        var campaign = await PostAsync(http, string.Empty, new
        {
            name = "c", channel = "email", purpose = "newsletter", templateId = template["id"], segmentId = segment["id"], sender = new { name = "Shop", address = "news@shop.test" },
        }, ct);
        campaign["preflight"] = (await PostAsync(http, $"/{campaign["id"]}/preflight", new { }, ct))["id"]!.DeepClone();
        return campaign;
    }

    private static async Task<string> StateAsync(HttpClient http, JsonNode campaign, CancellationToken ct) =>
        JsonNode.Parse(await http.GetStringAsync($"/api/campaigns/{campaign["id"]}", ct))!["state"]!.GetValue<string>();

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, object body, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync($"/api/campaigns{path}", body, ct);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!;
    }

    private static async Task<double> BareAsync(byte[] bytes, int mails, CancellationToken ct)
    {
        await using var sink = new SmtpSink(keep: false);
        var time = await Timing.OfAsync(() => Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(
            async () =>
            {
                using var client = new SmtpClient();
                await client.ConnectAsync(sink.Address.Host, sink.Address.Port, SecureSocketOptions.None, ct);
                var mail = await MimeMessage.LoadAsync(new MemoryStream(bytes), ct);
                var sender = new MailboxAddress(string.Empty, "bounces@shop.test");
                for (var i = lane; i < mails; i += Lanes)
                {
                    await client.SendAsync(mail, sender, [new MailboxAddress(string.Empty, $"person{i}@example.test")], ct);
                }

                await client.DisconnectAsync(true, ct);
            },
            ct))));
        return sink.Count == mails ? mails / time.TotalSeconds : throw new InvalidOperationException($"{sink.Count} of {mails} mails.");
    }
}
