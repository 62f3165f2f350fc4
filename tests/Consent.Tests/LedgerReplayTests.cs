using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Consent.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Consent;
using Gdpr.Platform.Ledger;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Consent.Tests;

/// <summary>The room compares itself with the erasure ledger before it serves anybody; the ledger is a stub.</summary>
public sealed class LedgerReplayTests
{
    private const string Path = "internal/subject-rights/ledger";
    private static readonly DateTimeOffset Then = DateTimeOffset.UtcNow.AddDays(-1);

    [Fact]
    public async Task It_waits_not_ready_and_serves_nobody_until_the_ledger_answers()
    {
        await using var host = await RoomHost.StartAsync(new ConsentModule(), Asking);
        using var client = host.Client();

        using var early = await client.GetAsync("/api/consent/purposes");
        using var health = await client.GetAsync("/health/ready");
        var problem = JsonNode.Parse(await early.Content.ReadAsStringAsync())!;
        host.Others.OnGet("subject-rights", Path, _ => new LedgerPage(0, [], null));
        await ReadyAsync(client);

        Assert.Equal((503, "LEDGER_REPLAY"), ((int)early.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.NotNull(early.Headers.RetryAfter);
        Assert.True((await client.GetAsync("/api/consent/purposes")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Messages_wait_for_the_replay_too()
    {
        await using var host = await RoomHost.StartAsync(new ConsentModule(), Asking);
        host.Others.OnPost<object>("contacts", "internal/contacts/subjects/hashes", _ => new { items = Array.Empty<object>() });
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ConsentDbContext>();
            db.Publish(new Gdpr.Messages.Contacts.SubjectsRegistered([SubjectId.New(TimeProvider.System)]));
            await db.SaveChangesAsync();
        }

        Assert.NotEqual("Healthy", BusState(host));
        host.Others.OnGet("subject-rights", Path, _ => new LedgerPage(0, [], null));

        await ConsentRoom.Until(() => host.ReadAsync<ConsentDbContext, bool>(async db => await db.Inbox.AnyAsync() && !await db.Outbox.AnyAsync()));
    }

    [Fact]
    public async Task What_was_said_after_the_backup_holds_again_and_what_reopened_it_too()
    {
        await using var room = await ConsentRoom.StartAsync();
        var (withdrew, objected, came, erased) = (await room.RegisterAsync("a@example.test"), await room.RegisterAsync("b@example.test"), await room.RegisterAsync("c@example.test"), await room.RegisterAsync("d@example.test"));
        foreach (var person in (SubjectId[])[withdrew, objected, came, erased])
        {
            await ConsentRoom.Created(room.SayAsync(person, "given", at: Then.AddDays(-1)));
            Assert.Equal("CONSENT", await room.DecideAsync(person));
        }

        var pages = new[]
        {
            new LedgerPage(6, [Refusal(1, withdrew, "withdrawn"), Refusal(2, objected, "objection", null), Refusal(3, came, "withdrawn")], 3),
            new LedgerPage(6, [Given(4, came, room.Notice), Refusal(5, erased, "objection", null), Erasure(6, erased)], null),
        };
        await room.Host.StopAsync();
        room.Host.Others.OnGet("subject-rights", Path, call => pages[call.Path.EndsWith("after=3", StringComparison.Ordinal) ? 1 : 0]);
        await room.Host.StartAgainAsync(o => o["Gdpr:Ledger:Ask"] = "true");
        using var client = room.Host.Client();
        await ReadyAsync(client);

        Assert.Equal("WITHDRAWN", await DecideAsync(client, withdrew));
        Assert.Equal("OBJECTED", await DecideAsync(client, objected));
        Assert.Equal("CONSENT", await DecideAsync(client, came));
        Assert.Equal("UNKNOWN_SUBJECT", await DecideAsync(client, erased));
        Assert.Equal((6, 6), await room.Host.ReadAsync<ConsentDbContext, (long, long)>(async db => await db.Marks.SingleAsync() is var m ? (m.LedgerSequence, m.ReplayedTo) : default));
        Assert.Equal("OBJECTED", await AgainAsync(room, client, "d@example.test"));
    }

    [Fact]
    public async Task An_objection_of_an_address_comes_back_by_its_hash()
    {
        await using var room = await ConsentRoom.StartAsync();
        var hash = room.Host.Hasher.Hash(new Identifier(IdentifierKind.Email, "e@example.test")).ToString();
        await room.Host.StopAsync();
        room.Host.Others.OnGet("subject-rights", Path, _ => new LedgerPage(1, [Refusal(1, null, "objection", null) with { Hashes = [new LedgerIdentifier(null, hash)] }], null));
        await room.Host.StartAgainAsync(o => o["Gdpr:Ledger:Ask"] = "true");
        using var client = room.Host.Client();
        await ReadyAsync(client);

        Assert.Equal("OBJECTED", await AgainAsync(room, client, "e@example.test"));
    }

    [Fact]
    public async Task Who_is_still_being_erased_is_left_to_the_request_and_looked_at_again()
    {
        await using var room = await ConsentRoom.StartAsync();
        var person = await room.RegisterAsync("a@example.test");
        await room.Host.StopAsync();
        room.Host.Others.OnGet("subject-rights", Path, _ => new LedgerPage(4, [Erasure(3, person) with { Running = true }], null));
        await room.Host.StartAgainAsync(o => o["Gdpr:Ledger:Ask"] = "true");
        using var client = room.Host.Client();
        await ReadyAsync(client);

        Assert.Equal("NO_CONSENT", await DecideAsync(client, person));
        Assert.Equal(2, await room.Host.ReadAsync<ConsentDbContext, long>(db => db.Marks.Select(m => m.ReplayedTo).SingleAsync()));
    }

    [Fact]
    public async Task Every_refusal_and_a_consent_that_ends_one_is_told_to_the_ledger_and_no_other_consent()
    {
        await using var room = await ConsentRoom.StartAsync();
        var person = await room.RegisterAsync("a@example.test");
        await ConsentRoom.Created(room.SayAsync(person, "given"));
        await ConsentRoom.Created(room.SayAsync(person, "withdrawn"));
        await ConsentRoom.Created(room.SayAsync(person, "given"));
        await ConsentRoom.Created(room.Http.PostAsJsonAsync("/api/consent/suppressions", new { identifier = new { kind = "email", value = "x@example.test" }, scope = "all", reason = "complaint" }));

        await ConsentRoom.Until(() => Task.FromResult(room.Host.Bus.All<ChoiceRecorded>().Count == 3));
        Assert.Equal(["withdrawn", "given", "complaint"], room.Host.Bus.All<ChoiceRecorded>().OrderBy(c => c.ActId).Select(c => c.Act));
        var complaint = room.Host.Bus.All<ChoiceRecorded>().Single(c => c.Act == "complaint");
        using var rights = room.Host.AsRoom("subject-rights");
        var hashes = await rights.GetFromJsonAsync<JsonObject>($"/internal/consent/choices/{complaint.ActId}/hashes");
        Assert.Null(complaint.SubjectId);
        Assert.Equal(room.Host.Hasher.Hash(new Identifier(IdentifierKind.Email, "x@example.test")).ToString(), hashes!["items"]!.AsArray().Single()!.GetValue<string>());
    }

    private static void Asking(Gdpr.Testing.Rooms.RoomHostOptions options) => options.Settings["Gdpr:Ledger:Ask"] = "true";

    private static LedgerRow Refusal(long sequence, SubjectId? person, string act, string? purpose = ConsentRoom.Newsletter) => Row(
        sequence, LedgerKind.Choice, person, new LedgerChoice(act, "all", purpose, Then, null, null, null));

    private static LedgerRow Given(long sequence, SubjectId person, Guid notice) => Row(
        sequence, LedgerKind.Choice, person, new LedgerChoice("given", "email", ConsentRoom.Newsletter, Then.AddHours(1), notice, "form", null));

    private static LedgerRow Erasure(long sequence, SubjectId person) => Row(sequence, LedgerKind.Erasure, person, null);

    private static LedgerRow Row(long sequence, LedgerKind kind, SubjectId? person, LedgerChoice? choice) =>
        new(sequence, kind, Guid.CreateVersion7(), person, kind == LedgerKind.Erasure ? "all" : "choice", Then, false, [], [], choice);

    private static Task ReadyAsync(HttpClient client) => Eventually.Async(
        async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(30), "the room is ready");

    private static async Task<string> DecideAsync(HttpClient client, SubjectId person)
    {
        var answer = await client.GetFromJsonAsync<JsonObject>($"/api/consent/decisions?subjectId={person}&channel=email&purpose={ConsentRoom.Newsletter}");
        return answer!["code"]!.GetValue<string>();
    }

    // The same address under a new id: only the hash can recognise it.
    private static async Task<string> AgainAsync(ConsentRoom room, HttpClient client, string email) => await DecideAsync(client, await room.RegisterAsync(email));

    private static string BusState(RoomHost host) => host.Services.GetRequiredService<MassTransit.IBusControl>().CheckHealth().Status.ToString();
}
