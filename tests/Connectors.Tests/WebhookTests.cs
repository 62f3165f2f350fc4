using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Tests.Support;
using Gdpr.Kernel;
using Gdpr.Messages.Consent;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.SubjectRights;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Tests;

public sealed class WebhookTests
{
    private const string Path = "api/connectors/webhooks";
    private const string Secret = "a-secret-that-nobody-else-can-know-7";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_ping_arrives_signed_and_the_secret_is_nowhere_in_clear()
    {
        await using var stage = await Stage.SetAsync();
        await using var listener = await Listener.StartAsync();
        using var client = stage.Room.Client();
        var (id, shown) = await ListenAsync(client, listener, "consent.given");

        using var pinged = await client.PostAsync($"{Path}/{id}/ping", null);
        var heard = await HeardAsync(listener, 1);

        Assert.Equal(HttpStatusCode.Accepted, pinged.StatusCode);
        var (time, mac) = (heard[0].Signature.Split(',')[0][2..], heard[0].Signature.Split(',')[1]);
        Assert.Equal($"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{time}.{heard[0].Body}")))}", mac);
        Assert.InRange(long.Parse(time), stage.Clock.GetUtcNow().ToUnixTimeSeconds() - 30, stage.Clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.Equal("ping", JsonDocument.Parse(heard[0].Body).RootElement.GetProperty("type").GetString());
        await EndedAsync(client, id, "delivered");
        Assert.DoesNotContain(Secret, shown + await client.GetStringAsync(Path) + await client.GetStringAsync($"{Path}/{id}/deliveries"));
        Assert.DoesNotContain(Directory.EnumerateFiles(stage.Room.DataFolder, "*", SearchOption.AllDirectories), f => Contains(f, Secret));
        Assert.Null(await stage.Room.ReadAsync<ConnectorsDbContext, string?>(db => db.Deliveries.Select(d => d.Body).SingleAsync()));
    }

    [Fact]
    public async Task Each_event_is_told_once_in_ids_to_those_who_listen_to_it()
    {
        await using var stage = await Stage.SetAsync();
        await using var listener = await Listener.StartAsync();
        await using var other = await Listener.StartAsync();
        using var client = stage.Room.Client();
        await ListenAsync(client, listener, "consent.given", "subject-request.closed", "contacts.merged", "contacts.registered", "consent.withdrawn");
        var (deaf, _) = await ListenAsync(client, other, "contact.stopped");
        var (person, again) = (SubjectId.New(TimeProvider.System), Guid.CreateVersion7());
        var given = new ConsentGiven(Guid.CreateVersion7(), person, "newsletter", "email", stage.Clock.GetUtcNow());

        await stage.Room.PublishAsync(given, again);
        await stage.Room.PublishAsync(given, again);
        await stage.Room.PublishAsync(new ConsentWithdrawn(person, "newsletter", "email"));
        await stage.Room.PublishAsync(new SubjectRequestClosed(stage.RequestId));
        await stage.Room.PublishAsync(new SubjectsRegistered([person]));
        await stage.Room.PublishAsync(new SubjectsMerged(person, SubjectId.New(TimeProvider.System)));
        var heard = (await HeardAsync(listener, 5)).Select(h => JsonDocument.Parse(h.Body).RootElement).ToDictionary(b => b.GetProperty("type").GetString()!, b => b.GetProperty("data"));

        Assert.Equal(["consent.given", "consent.withdrawn", "contacts.merged", "contacts.registered", "subject-request.closed"], heard.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(person.ToString(), heard["consent.given"].GetProperty("subjectId").GetString());
        Assert.Equal("newsletter", heard["consent.given"].GetProperty("purpose").GetString());
        Assert.Equal(stage.RequestId, heard["subject-request.closed"].GetProperty("requestId").GetGuid());
        Assert.Equal(person.ToString(), heard["contacts.merged"].GetProperty("survivor").GetString());
        await client.PostAsync($"{Path}/{deaf}/ping", null);
        Assert.Equal("ping", JsonDocument.Parse((await HeardAsync(other, 1))[0].Body).RootElement.GetProperty("type").GetString());
        Assert.Equal(5, listener.All.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Found)]
    public async Task What_was_not_heard_comes_again_the_same_and_is_given_up_in_the_end(HttpStatusCode refusal)
    {
        await using var stage = await Stage.SetAsync();
        await using var listener = await Listener.StartAsync();
        using var client = stage.Room.Client();
        var (id, _) = await ListenAsync(client, listener, "consent.given");
        listener.Answer = refusal;

        await client.PostAsync($"{Path}/{id}/ping", null);
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await HeardAsync(listener, attempt);
            await Eventually.Async(async () => (await DeliveryAsync(client, id)).GetProperty("attempts").GetInt32() == attempt, Patience, "it is noted");
            stage.Clock.Advance(TimeSpan.FromDays(1));
        }

        var delivery = await EndedAsync(client, id, "givenUp");
        Assert.Equal($"{(int)refusal}", delivery.GetProperty("lastCode").GetString());
        Assert.Single(listener.All.Select(h => h.Body).Distinct());
        Assert.Equal(10, listener.All.Select(h => h.Signature).Distinct().Count());
        Assert.Null(await stage.Room.ReadAsync<ConnectorsDbContext, string?>(db => db.Deliveries.Select(d => d.Body).SingleAsync()));
    }

    [Fact]
    public async Task Heard_at_the_second_attempt_is_heard()
    {
        await using var stage = await Stage.SetAsync();
        await using var listener = await Listener.StartAsync();
        using var client = stage.Room.Client();
        var (id, _) = await ListenAsync(client, listener, "consent.given");
        listener.Answer = HttpStatusCode.ServiceUnavailable;

        await client.PostAsync($"{Path}/{id}/ping", null);
        await Eventually.Async(async () => (await DeliveryAsync(client, id)).GetProperty("attempts").GetInt32() == 1, Patience, "it failed once");
        listener.Answer = HttpStatusCode.OK;
        stage.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(2, (await EndedAsync(client, id, "delivered")).GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task What_a_dead_instance_had_claimed_comes_again()
    {
        await using var stage = await Stage.SetAsync();
        await using var listener = await Listener.StartAsync();
        using var client = stage.Room.Client();
        var (id, _) = await ListenAsync(client, listener, "consent.given");
        listener.Answer = HttpStatusCode.ServiceUnavailable;
        await client.PostAsync($"{Path}/{id}/ping", null);
        await Eventually.Async(async () => (await DeliveryAsync(client, id)).GetProperty("attempts").GetInt32() == 1, Patience, "it failed once");
        await stage.Room.StopAsync();
        listener.Answer = HttpStatusCode.OK;
        stage.Clock.Advance(TimeSpan.FromMinutes(3));

        await stage.Room.StartAgainAsync();
        using var later = stage.Room.Client();

        Assert.Equal(2, (await EndedAsync(later, id, "delivered")).GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Nothing_is_told_to_a_webhook_that_is_gone()
    {
        await using var stage = await Stage.SetAsync();
        await using var listener = await Listener.StartAsync();
        using var client = stage.Room.Client();
        var (id, _) = await ListenAsync(client, listener, "consent.given");
        listener.Answer = HttpStatusCode.ServiceUnavailable;
        await client.PostAsync($"{Path}/{id}/ping", null);
        await HeardAsync(listener, 1);

        using var deleted = await client.DeleteAsync($"{Path}/{id}");
        using var again = await client.DeleteAsync($"{Path}/{id}");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, again.StatusCode));
        Assert.Equal(0, await stage.Room.ReadAsync<ConnectorsDbContext, int>(db => db.Deliveries.CountAsync()));
    }

    [Fact]
    public async Task A_name_that_leads_behind_our_own_doors_is_never_called()
    {
        await using var stage = await Stage.SetAsync(("Gdpr:Connectors:AllowPrivateNetworks", "false"));
        await using var listener = await Listener.StartAsync();
        using var client = stage.Room.Client();
        using var made = await client.PostAsJsonAsync(Path, Body($"https://localhost:{listener.Address.Port}/hook", "consent.given"));
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

        await client.PostAsync($"{Path}/{id}/ping", null);
        await Eventually.Async(async () => (await DeliveryAsync(client, id)).GetProperty("attempts").GetInt32() == 1, Patience, "it was tried");

        Assert.Equal("HOST_NOT_ALLOWED", (await DeliveryAsync(client, id)).GetProperty("lastCode").GetString());
        Assert.Empty(listener.All);
    }

    [Theory]
    [InlineData("https://127.0.0.1/hook", "consent.given", Secret, "HOST_NOT_ALLOWED")]
    [InlineData("https://[::ffff:10.0.0.1]/hook", "consent.given", Secret, "HOST_NOT_ALLOWED")]
    [InlineData("https://169.254.169.254/latest/meta-data", "consent.given", Secret, "HOST_NOT_ALLOWED")]
    [InlineData("http://shop.example/hook", "consent.given", Secret, "HTTPS_DEMANDED")]
    [InlineData("https://me:pw@shop.example/hook", "consent.given", Secret, "URL_INVALID")]
    [InlineData("file:///etc/passwd", "consent.given", Secret, "URL_INVALID")]
    [InlineData("hook", "consent.given", Secret, "URL_INVALID")]
    [InlineData("https://shop.example/hook", "everything", Secret, "EVENT_UNKNOWN")]
    [InlineData("https://shop.example/hook", null, Secret, "EVENTS_MISSING")]
    [InlineData("https://shop.example/hook", "consent.given", "short", "SECRET_INVALID")]
    [InlineData("https://shop.example/hook", "consent.given", "a secret with spaces that is long enough", "SECRET_INVALID")]
    public async Task A_webhook_that_must_not_be_is_refused(string url, string? name, string secret, string code)
    {
        await using var stage = await Stage.SetAsync(("Gdpr:Connectors:AllowPrivateNetworks", "false"));
        using var client = stage.Room.Client();

        using var answer = await client.PostAsJsonAsync(Path, new { url, events = name is null ? [] : new[] { name }, secret });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Room.ReadAsync<ConnectorsDbContext, int>(db => db.Webhooks.CountAsync()));
    }

    private static object Body(string url, params string[] events) => new { url, events, secret = Secret };

    private static async Task<(Guid Id, string Shown)> ListenAsync(HttpClient client, Listener listener, params string[] events)
    {
        using var made = await client.PostAsJsonAsync(Path, Body(listener.Address.ToString(), events));
        var shown = await made.Content.ReadAsStringAsync();
        Assert.True(made.IsSuccessStatusCode, shown);
        return (JsonDocument.Parse(shown).RootElement.GetProperty("id").GetGuid(), shown);
    }

    private static async Task<IReadOnlyList<Heard>> HeardAsync(Listener listener, int count)
    {
        await Eventually.Async(() => Task.FromResult(listener.All.Count >= count), Patience, $"{count} were heard");
        return listener.All;
    }

    private static async Task<JsonElement> DeliveryAsync(HttpClient client, Guid id) =>
        Assert.Single((await client.GetFromJsonAsync<JsonElement>($"{Path}/{id}/deliveries")).GetProperty("items").EnumerateArray());

    private static async Task<JsonElement> EndedAsync(HttpClient client, Guid id, string state)
    {
        await Eventually.Async(async () => (await DeliveryAsync(client, id)).GetProperty("state").GetString() == state, Patience, $"it is {state}");
        return await DeliveryAsync(client, id);
    }

    private static bool Contains(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }
}
