using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Messages.Consent;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Gdpr.Consent.Tests.Features;

public sealed partial class ReceiptTests(ReceiptTests.Room shared) : IClassFixture<ReceiptTests.Room>
{
    private ConsentRoom At => shared.Value;

    [Fact]
    public async Task A_hundred_looks_at_the_link_of_a_receipt_change_nothing_and_one_act_takes_the_consent_back()
    {
        var (subject, address) = await NewAsync();
        var receipt = await GiveAsync(subject, sendReceipt: true);
        var token = await TokenAsync(address, "consents");
        using var anybody = At.Host.Stranger();

        for (var look = 0; look < 100; look++)
        {
            using var get = await anybody.GetAsync($"/api/consent/links/withdrawals?token={token}");
            Assert.False(get.IsSuccessStatusCode);
        }

        var shown = await PostAsync(anybody, "receipt", token);
        Assert.Equal((receipt, true), (shown["receipt"]!["receiptId"]!.GetValue<Guid>(), shown["stands"]!.GetValue<bool>()));
        Assert.Equal("Oui à newsletter.", shown["receipt"]!["notice"]!["text"]!.GetValue<string>());
        Assert.Equal("CONSENT", await At.DecideAsync(subject));
        Assert.Equal(1, await EventsAsync(subject));

        var first = await PostAsync(anybody, "withdrawals", token);
        Assert.Equal("WITHDRAWN", await At.DecideAsync(subject));
        var again = await PostAsync(anybody, "withdrawals", token);
        Assert.Equal(first["receiptId"]!.GetValue<Guid>(), again["receiptId"]!.GetValue<Guid>());
        Assert.Equal(2, await EventsAsync(subject));
        Assert.False((await PostAsync(anybody, "receipt", token))["stands"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_link_made_up_or_made_for_something_else_opens_nothing()
    {
        var (subject, _) = await NewAsync();
        var receipt = await GiveAsync(subject);
        using var anybody = At.Host.Stranger();
        var seal = At.Host.Services.GetService(typeof(Gdpr.Kernel.Identifiers.TextSeal)) as Gdpr.Kernel.Identifiers.TextSeal;

        foreach (var token in new[] { $"{receipt:N}", $"{receipt:N}.k.guess", $"{receipt:N}.{seal!.Of("consent-confirmation", receipt.ToString("N"))}" })
        {
            using var answer = await anybody.PostAsJsonAsync("/api/consent/links/withdrawals", new { token });
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal("CONSENT", await At.DecideAsync(subject));
    }

    [Fact]
    public async Task A_receipt_is_signed_and_one_that_was_changed_is_not_ours()
    {
        var (subject, _) = await NewAsync();
        var id = await GiveAsync(subject);

        var receipt = (await At.Http.GetFromJsonAsync<JsonObject>($"/api/consent/receipts/{id}"))!;
        var linked = await LinkedAsync(id);

        Assert.True(await IsOursAsync(receipt));
        Assert.True(await IsOursAsync(linked));
        receipt["channel"] = "sms";
        linked["events"]![0]!["eventState"] = "dpv:ConsentWithdrawn";
        Assert.False(await IsOursAsync(receipt));
        Assert.False(await IsOursAsync(linked));
    }

    [Fact]
    public async Task On_demand_it_is_linked_data_in_the_words_of_DPV()
    {
        var (subject, _) = await NewAsync();
        var linked = await LinkedAsync(await GiveAsync(subject));

        Assert.Equal("https://w3id.org/dpv#", linked["@context"]!["dpv"]!.GetValue<string>());
        Assert.Equal(("ISO/IEC TS 27560:2023", subject.Value), (linked["schemaVersion"]!.GetValue<string>(), linked["piiPrincipalId"]!.GetValue<Guid>()));
        Assert.Equal("eu-gdpr:A6-1-a", linked["processing"]!["dpv:hasLegalBasis"]!["@id"]!.GetValue<string>());
        Assert.Equal("dpv:ConsentGiven", linked["events"]![0]!["eventState"]!.GetValue<string>());
        Assert.NotNull(linked["processing"]!["dpv:hasNotice"]!["sha256"]);
    }

    [Fact]
    public async Task A_consent_asked_for_is_none_until_the_person_s_own_mail_confirms_it()
    {
        var (subject, address) = await NewAsync();
        await ConsentRoom.Created(RequestAsync(subject));
        var token = await TokenAsync(address, "confirm");
        Assert.Equal("NO_CONSENT", await At.DecideAsync(subject));
        using var anybody = At.Host.Stranger();

        var confirmed = await ConfirmAsync(anybody, token);
        var repeated = await ConfirmAsync(anybody, token);

        Assert.Equal("CONSENT", await At.DecideAsync(subject));
        Assert.Equal(confirmed["receiptId"]!.GetValue<Guid>(), repeated["receiptId"]!.GetValue<Guid>());
        var receipt = (await At.Http.GetFromJsonAsync<JsonObject>($"/api/consent/receipts/{confirmed["receiptId"]}"))!;
        Assert.True(receipt["requestedAt"]!.GetValue<DateTimeOffset>() <= receipt["confirmedAt"]!.GetValue<DateTimeOffset>());
        var traces = await At.Host.ReadAsync<ConsentDbContext, List<AccessTrace>>(db => db.AccessTraces.Where(t => t.SubjectId == subject).OrderBy(t => t.Step).ToListAsync());
        Assert.Equal(["1 192.0.2.1", "2 192.0.2.2"], traces.Select(t => $"{t.Step} {t.Ip}"));
        Assert.All(traces, t => Assert.Equal(30, (t.EraseAt - t.At).TotalDays, 1));
        await ConsentRoom.Until(() => Task.FromResult(Mails(address).Any(m => m.Contains("Your consent", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_was_heard_names_who_heard_it_and_what_was_clicked_nobody()
    {
        var (subject, _) = await NewAsync();
        await ConsentRoom.Created(At.SayAsync(subject, "given", method: "phone"));
        await ConsentRoom.Created(At.SayAsync(subject, "renewed", method: "form", at: DateTimeOffset.UtcNow));

        var said = await At.Host.ReadAsync<ConsentDbContext, List<ConsentEvent>>(db => db.Events.Where(e => e.SubjectId == subject).OrderBy(e => e.Id).ToListAsync());

        Assert.NotNull(said[0].Operator);
        Assert.Null(said[1].Operator);
        Assert.Equal(ConsentDecision.Renewed, said[1].Decision);
        Assert.Equal("CONSENT", await At.DecideAsync(subject));
    }

    [Fact]
    public async Task A_term_that_is_over_ends_the_consent_without_being_a_refusal()
    {
        var (subject, _) = await NewAsync();
        await ConsentRoom.Created(At.SayAsync(subject, "given", at: DateTimeOffset.UtcNow.AddHours(-2)));
        await ConsentRoom.Created(At.SayAsync(subject, "expired", method: "term", at: DateTimeOffset.UtcNow.AddHours(-1)));

        Assert.Equal("CONSENT_EXPIRED", await At.DecideAsync(subject));
        Assert.Empty(await At.Host.ReadAsync<ConsentDbContext, List<SuppressionSubject>>(db => db.SuppressionSubjects.Where(l => l.SubjectId == subject).ToListAsync()));
        await ConsentRoom.Created(At.SayAsync(subject, "renewed"));
        Assert.Equal("CONSENT", await At.DecideAsync(subject));
    }

    private async Task<(SubjectId Subject, string Address)> NewAsync()
    {
        var address = $"p{Guid.CreateVersion7():N}@example.test";
        return (await At.RegisterAsync(address), address);
    }

    private async Task<Guid> GiveAsync(SubjectId subject, bool sendReceipt = false) => (await ConsentRoom.Created(At.Http.PostAsJsonAsync("/api/consent/events", new
    {
        subjectId = subject, purpose = ConsentRoom.Newsletter, channel = "email", decision = "given", method = "form", noticeId = At.Notice, at = DateTimeOffset.UtcNow.AddSeconds(-1), sendReceipt,
    })))["receiptId"]!.GetValue<Guid>();

    private Task<HttpResponseMessage> RequestAsync(SubjectId subject) => At.Http.PostAsJsonAsync("/api/consent/confirmations", new
    {
        subjectId = subject, purpose = ConsentRoom.Newsletter, channel = "email", noticeId = At.Notice, ip = "192.0.2.1", userAgent = "Test/1",
    });

    private static async Task<JsonNode> ConfirmAsync(HttpClient anybody, string token)
    {
        using var answer = await anybody.PostAsJsonAsync("/api/consent/links/confirmations", new { token, ip = "192.0.2.2", userAgent = "Test/2" });
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static async Task<JsonNode> PostAsync(HttpClient anybody, string act, string token)
    {
        using var answer = await anybody.PostAsJsonAsync($"/api/consent/links/{act}", new { token });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<JsonObject> LinkedAsync(Guid id)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"/api/consent/receipts/{id}") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/ld+json") } } };
        using var answer = await At.Http.SendAsync(ask);
        Assert.Equal("application/ld+json", answer.Content.Headers.ContentType!.MediaType);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    private async Task<bool> IsOursAsync(JsonObject receipt)
    {
        using var answer = await At.Http.PostAsJsonAsync("/api/consent/receipts/verify", receipt);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["valid"]!.GetValue<bool>();
    }

    private Task<int> EventsAsync(SubjectId subject) => At.Host.ReadAsync<ConsentDbContext, int>(db => db.Events.CountAsync(e => e.SubjectId == subject));

    private async Task<string> TokenAsync(string address, string kind)
    {
        string? token = null;
        await ConsentRoom.Until(() => Task.FromResult((token = Mails(address).Select(m => Link().Match(m)).FirstOrDefault(m => m.Success && m.Value.Contains("/confirm/", StringComparison.Ordinal) == (kind == "confirm"))?.Groups["token"].Value) is not null));
        return token!;
    }

    private List<string> Mails(string address)
    {
        var folder = Path.Combine(At.Host.DataFolder, "mail");
        return !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder, "*.eml").Select(f => MimeMessage.Load(f)).Where(m => m.To.ToString().Contains(address, StringComparison.Ordinal)).Select(m => $"{m.Subject} {WebUtility.HtmlDecode(m.HtmlBody)}")];
    }

    [GeneratedRegex("/consents/(confirm/)?(?<token>[^/\"]+)\"")]
    private static partial Regex Link();

    /// <summary>One host for all: each test has people of its own.</summary>
    public sealed class Room : IAsyncLifetime
    {
        private ConsentRoom? _room;

        internal ConsentRoom Value => _room!;

        public async ValueTask InitializeAsync() => _room = await ConsentRoom.StartAsync();

        public ValueTask DisposeAsync() => _room!.DisposeAsync();
    }
}
