using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Consent;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Ledger;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

/// <summary>What the erasure ledger keeps, and hands to rooms that compare themselves with it.</summary>
public sealed class LedgerTests
{
    private static readonly SubjectId Ann = new(Guid.Parse("0193b0a0-0000-7000-8000-000000000001"));
    private static readonly Datum Held = new("contacts.email", 1, Outcome.Erased, null, null);
    private static readonly Datum Kept = new("contacts.notes", 1, Outcome.Kept, "17(3)(e):CLAIM", null);

    [Fact]
    public async Task A_choice_is_written_once_with_its_hashes_and_only_consent_reads_it()
    {
        await using var desk = await Desk.OpenAsync();
        var choice = new ChoiceRecorded(Guid.CreateVersion7(), Ann, "objection", "all", null, DateTimeOffset.UtcNow, null, null, null);
        desk.Room.Others.OnGet("consent", $"internal/consent/choices/{choice.ActId}/hashes", _ => new { items = new[] { "k1:abc" } });

        await desk.Room.PublishAsync(choice);
        await desk.Room.PublishAsync(choice);
        await Eventually.Async(async () => await CountAsync(desk, db => db.Inbox.CountAsync()) == 2, TimeSpan.FromSeconds(20), "both are handled");

        var row = Assert.Single((await ReadAsync(desk, "consent")).Items);
        Assert.Equal((LedgerKind.Choice, Ann, "objection", "k1:abc"), (row.Kind, row.SubjectId, row.Choice!.Act, row.Hashes.Single().Hash));
        Assert.Empty((await ReadAsync(desk, "contacts")).Items);
        Assert.Equal(row.Sequence, (await ReadAsync(desk, "contacts")).Head);
    }

    [Fact]
    public async Task A_choice_whose_hashes_cannot_be_had_any_more_is_written_without_them()
    {
        await using var desk = await Desk.OpenAsync();
        var choice = new ChoiceRecorded(Guid.CreateVersion7(), Ann, "withdrawn", "email", "newsletter", DateTimeOffset.UtcNow, null, null, null);
        desk.Room.Others.OnGet("consent", "internal/consent/choices/", _ => null);

        await desk.Room.PublishAsync(choice);
        await Eventually.Async(async () => await CountAsync(desk, db => db.Entries.CountAsync()) == 1, TimeSpan.FromSeconds(20), "it is written");

        Assert.Empty(Assert.Single((await ReadAsync(desk, "consent")).Items).Hashes);
    }

    [Fact]
    public async Task An_erasure_under_way_is_left_to_its_request_and_what_is_kept_is_handed_out()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, "contacts", 0, [Held, Kept]);
        await desk.AnswerAsync<LocateSubject>(id, "consent", 0, [Held]);
        await desk.UntilAsync(id, "AwaitingReview");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.RoundAsync<CarryOut>(id, "contacts", 0);

        var before = Assert.Single((await ReadAsync(desk, "contacts")).Items);
        await desk.AnswerAsync<CarryOut>(id, "contacts", 0, [Held, Kept]);
        await Eventually.Async(async () => !(await ReadAsync(desk, "contacts")).Items[0].Running, TimeSpan.FromSeconds(20), "contacts has acted");
        var other = Assert.Single((await ReadAsync(desk, "consent")).Items);

        Assert.True(before.Running);
        Assert.Equal([Kept], before.Kept);
        Assert.Empty(before.Hashes);
        Assert.True(other.Running);
        Assert.Empty(other.Kept);
        Assert.Equal(Kernel.Identifiers.IdentifierKind.Email, Assert.Single(other.Hashes).Kind);
    }

    [Fact]
    public async Task The_certificate_is_vouched_for_by_the_audit_trail()
    {
        await using var desk = await Desk.OpenAsync(null, Ann);
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.AnswerAsync<LocateSubject>(id, Held);
        await desk.UntilAsync(id, "AwaitingReview");
        await desk.StepAsync(id, "approval", new { reason = "preview read" });
        await desk.AnswerAsync<CarryOut>(id, Held);
        await desk.AnswerAsync<VerifySubject>(id);
        await desk.UntilAsync(id, "Completed");

        var certificate = JsonNode.Parse(await desk.Http.GetStringAsync($"/api/subject-rights/requests/{id}/certificate"))!;
        var issued = await desk.Room.ReadAsync<SubjectRightsDbContext, Gdpr.Platform.Data.AuditEntry>(db => db.AuditEntries.SingleAsync(a => a.Code == "certificate.issued"));

        Assert.Equal((id, certificate["sha256"]!.GetValue<string>()), (issued.Reference!.Value, issued.Digest));
    }

    [Fact]
    public async Task A_room_that_ends_or_merges_data_may_ask_whether_a_request_is_open()
    {
        await using var desk = await Desk.OpenAsync();
        foreach (var (caller, status) in new[] { ("sales", 200), ("contacts", 200), ("consent", 200), ("breach-notification", 200), ("connectors", 403) })
        {
            using var room = desk.Room.AsRoom(caller);
            using var answer = await room.PostAsJsonAsync("/internal/subject-rights/holds/ask", new { subjectIds = Array.Empty<Guid>(), hashes = Array.Empty<string>() });
            Assert.True(status == (int)answer.StatusCode, $"{caller}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Whoever_is_no_room_that_stores_people_reads_nothing()
    {
        await using var desk = await Desk.OpenAsync();
        using var stranger = desk.Room.AsRoom("connectors");
        using var answer = await stranger.GetAsync("/internal/subject-rights/ledger");

        Assert.Equal(403, (int)answer.StatusCode);
    }

    private static async Task<LedgerPage> ReadAsync(Desk desk, string room)
    {
        using var client = desk.Room.AsRoom(room);
        return (await client.GetFromJsonAsync<LedgerPage>("/internal/subject-rights/ledger", RoomJson.Options))!;
    }

    private static Task<int> CountAsync(Desk desk, Func<LedgerDbContext, Task<int>> count) => desk.Room.ReadAsync(count);
}
