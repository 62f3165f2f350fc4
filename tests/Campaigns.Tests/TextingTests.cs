using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Campaigns;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;

namespace Gdpr.Campaigns.Tests;

/// <summary>Text messages through each provider's API, played on a local port, and what people answer.</summary>
public sealed class TextingTests
{
    internal const string Token = "a-token";

    [Fact]
    public async Task Twilio_answers_decide_what_becomes_of_a_message()
    {
        await using var play = await ProviderPlay.StartAsync();
        await using var room = await StartAsync("twilio", play.Url);
        string[] numbers = ["+33600000000", "+33600000001", "+33600000002", "+33600000003", "+33600000004"];

        var sends = await RunAsync(room, numbers);

        Assert.Equal(
            [("sent", "CONSENT"), ("failed", "TWILIO_21610"), ("unknown", "SMS_500"), ("unknown", "CUT_OFF"), ("sent", "CONSENT")],
            sends.Select(s => (s.State, s.Code!)));
        Assert.Equal(["+33600000000", "+33600000004"], play.Taken.Select(t => t.To).Order(StringComparer.Ordinal));
        Assert.All(play.Taken, t => Assert.Contains("STOP", t.Text, StringComparison.Ordinal));
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"AC1:{Token}"))}", play.Headers.First().Authorization);
        Assert.Equal([("sms", "keyword")], (await Studio.ToldAsync(room, Person(1))).Select(s => (s.Channel, s.Reason)));
    }

    [Fact]
    public async Task Ovh_is_signed_and_an_invalid_receiver_stops_the_number()
    {
        await using var play = await ProviderPlay.StartAsync();
        await using var room = await StartAsync("ovh", play.Url + "/v1");

        var sends = await RunAsync(room, ["+33600000000", "+33600000005"]);

        Assert.Equal([("sent", "CONSENT"), ("bounced", "OVH_INVALID_RECEIVER")], sends.Select(s => (s.State, s.Code!)));
        var header = play.Headers.First();
        Assert.Equal(("app", "consumer"), (header.Application, header.Consumer));
        Assert.Matches("^\\$1\\$[0-9a-f]{40}$", header.Signature!);
        Assert.Equal(["bounce"], (await Studio.ToldAsync(room, Person(1))).Select(s => s.Reason));
    }

    [Fact]
    public async Task Stop_and_start_are_understood_and_only_twilio_may_say_them_unsigned()
    {
        await using var play = await ProviderPlay.StartAsync();
        await using var room = await StartAsync("twilio", play.Url);
        using var api = room.Client();
        await RunAsync(room, ["+33600000000"]);

        using var forged = await TwilioAsync(room, "stop", "wrong");
        using var signed = await TwilioAsync(room, "Stop svp", Token);
        using var again = await TwilioAsync(room, "STOP", Token);
        var refused = await RunAsync(room, ["+33600000000"]);
        using var start = await api.PostAsJsonAsync("/api/campaigns/texts", new { from = "+33600000000", text = "start" });
        var allowed = await RunAsync(room, ["+33600000000"]);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.OK), (forged.StatusCode, signed.StatusCode, again.StatusCode));
        Assert.Equal(("excluded", "OBJECTED"), (refused[0].State, refused[0].Code));
        Assert.Equal("sent", allowed[0].State);
        Assert.Single(await Studio.ToldAsync(room, Person(0)));
    }

    [Fact]
    public async Task Start_tells_consent_which_stop_is_taken_back_and_once()
    {
        await using var play = await ProviderPlay.StartAsync();
        await using var room = await StartAsync("twilio", play.Url);
        using var api = room.Client();
        People(room, ["+33600000000"]);
        foreach (var word in (string[])["START", "STOP", "start", "START"])
        {
            using var answer = await api.PostAsJsonAsync("/api/campaigns/texts", new { from = "+33600000000", text = word });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var stopped = Assert.Single(await Studio.ToldAsync(room, Person(0)));
        var reopened = await Eventually.Async(() => Task.FromResult(room.Bus.All<ContactReopened>().FirstOrDefault()), TimeSpan.FromSeconds(20), "Consent is told");
        Assert.Equal((Person(0), "sms"), (reopened.SubjectId, reopened.Channel));
        Assert.Equal([stopped.ActId], reopened.StopIds);
        Assert.Single(room.Bus.All<ContactReopened>());
    }

    [Fact]
    public async Task Answers_that_ovh_keeps_are_fetched_signed_understood_and_deleted()
    {
        await using var play = await ProviderPlay.StartAsync();
        (play.Incoming[7], play.Incoming[8], play.Incoming[9], play.FailsToDelete) = (("+33600000000", "Stop merci"), ("Shop", "STOP"), ("+33600000001", "STOP"), true);
        await using var room = await StartAsync("ovh", play.Url + "/v1");
        People(room, ["+33600000000", "+33600000001"]);

        await Studio.ToldAsync(room, Person(0));
        await Studio.ToldAsync(room, Person(1));
        play.FailsToDelete = false;
        await Eventually.Async(() => Task.FromResult(play.Incoming.IsEmpty), TimeSpan.FromSeconds(20), "OVH keeps nothing");

        Assert.Single(await Studio.ToldAsync(room, Person(0)));
    }

    [Fact]
    public async Task A_stop_from_a_number_that_nobody_has_is_kept_by_consent()
    {
        await using var play = await ProviderPlay.StartAsync();
        await using var room = await StartAsync("twilio", play.Url);
        using var api = room.Client();
        People(room, []);
        var kept = new List<string>();
        room.Others.OnPost<JsonObject>("consent", "internal/consent/suppressions", q =>
        {
            kept.Add($"{q["scope"]} {q["identifier"]!["value"]}");
            return new { id = Guid.CreateVersion7() };
        });

        using var answer = await api.PostAsJsonAsync("/api/campaigns/texts", new { from = "+33699999999", text = "STOP" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["sms +33699999999"], kept);

        using var nameless = await api.PostAsJsonAsync("/api/campaigns/texts", new { from = "Shop", text = "STOP" });
        Assert.Equal((HttpStatusCode)422, nameless.StatusCode);
        Assert.Contains("PHONE_INVALID", await nameless.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<RoomHost> StartAsync(string provider, string url) => RoomHost.StartAsync(new CampaignsModule(), o =>
    {
        o.Settings["Gdpr:PublicUrl"] = "https://suite.example.test";
        o.Settings["Gdpr:Campaigns:RetrySeconds"] = "0.1";
        o.Settings["Gdpr:Campaigns:Connections"] = "1";
        o.Settings["Gdpr:Campaigns:Sms:Provider"] = provider;
        o.Settings["Gdpr:Campaigns:Sms:Url"] = url;
        o.Settings["Gdpr:Campaigns:Sms:Account"] = "AC1";
        o.Settings["Gdpr:Campaigns:Sms:Key"] = "app";
        o.Settings["Gdpr:Campaigns:Sms:Secret"] = Token;
        o.Settings["Gdpr:Campaigns:Sms:ConsumerKey"] = "consumer";
        o.Settings["Gdpr:Campaigns:Sms:ReadEverySeconds"] = "0.2";
    });

    internal static SubjectId Person(int number) => new(new Guid(number + 1, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1));

    internal static void People(RoomHost room, string[] numbers)
    {
        ManyPeople.Answer(room.Others, numbers.Length);
        room.Others.OnPost<Subjects>("contacts", "internal/contacts/subjects/recipients", q => new
        {
            items = numbers.Select((n, i) => new { subjectId = Person(i), phone = n, language = "fr" }).Where(p => q.SubjectIds.Contains(p.subjectId)).ToArray(),
        });
        room.Others.OnPost<JsonObject>("contacts", "internal/contacts/subjects/match", q => new
        {
            items = new[] { new { subjectIds = numbers.Select((n, i) => (n, i)).Where(x => x.n == q["identifiers"]![0]!["value"]!.GetValue<string>()).Select(x => Person(x.i)).ToArray() } },
        });
    }

    private static async Task<IReadOnlyList<(string State, string? Code)>> RunAsync(RoomHost room, string[] numbers)
    {
        People(room, numbers);
        using var api = room.Client();
        var template = await PostAsync(api, "/templates", new { name = "t", channel = "sms", texts = new[] { new { language = "fr", text = "{{ sender.name }}: nouveautés. STOP au 36000" } } });
        var segment = await PostAsync(api, "/segments", new { name = "all", criteria = new { country = "FR" } });
        var campaign = await PostAsync(api, string.Empty, new
        {
            name = "c", channel = "sms", purpose = "newsletter", templateId = template["id"], segmentId = segment["id"], sender = new { name = "Shop", address = "36000" },
        });
        var preflight = await PostAsync(api, $"/{campaign["id"]}/preflight", new { });
        await PostAsync(api, $"/{campaign["id"]}/launch", new { preflightId = preflight["id"], reason = "go" });
        await Eventually.Async(
            async () => (await api.GetStringAsync($"/api/campaigns/{campaign["id"]}")).Contains("\"completed\"", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the campaign ends");
        var sends = JsonNode.Parse(await api.GetStringAsync($"/api/campaigns/{campaign["id"]}/sends"))!["items"]!.AsArray();
        return [.. sends.OrderBy(s => s!["subjectId"]!.GetValue<Guid>()).Select(s => (s!["state"]!.GetValue<string>(), s["code"]?.GetValue<string>()))];
    }

    internal static async Task<JsonNode> PostAsync(HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync($"/api/campaigns{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path} {text}");
        return JsonNode.Parse(text)!;
    }

    private static async Task<HttpResponseMessage> TwilioAsync(RoomHost room, string text, string token)
    {
        const string Path = "/api/campaigns/texts/twilio";
        var signed = $"https://suite.example.test{Path}Body{text}From+33600000000";
        using var twilio = room.Stranger();
        using var call = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new FormUrlEncodedContent([new("From", "+33600000000"), new("Body", text)]),
        };
        call.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed))));
        return await twilio.SendAsync(call);
    }

    internal sealed record Subjects(IReadOnlyList<SubjectId> SubjectIds);
}
