using System.Net;
using System.Net.Http.Json;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.Tests.Support;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.Platform.Privacy;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Tests;

public sealed class EvidenceTests
{
    [Fact]
    public async Task Each_question_is_recorded_as_a_disclosure_by_hash_and_no_identifier_is_stored()
    {
        await using var stage = await Stage.ConnectedAsync();

        await stage.LocateAsync();
        await stage.CarryOutAsync();

        var told = await stage.Room.ReadAsync<ConnectorsDbContext, List<Disclosure>>(db => db.Disclosures.OrderBy(d => d.Id).ToListAsync());
        var hash = stage.Room.Hasher.Hash(new Identifier(IdentifierKind.Email, Stage.Email)).ToString();
        Assert.Equal([("locate", hash), ("erase", hash)], told.Select(d => (d.Purpose, d.Hash)));
        Assert.Contains(hash, stage.Bytes());
        Assert.DoesNotContain(Stage.Email, stage.Bytes());
    }

    [Fact]
    public async Task The_ledger_keeps_status_and_digest_after_the_case_is_closed()
    {
        await using var stage = await Stage.ConnectedAsync();
        await stage.CarryOutAsync();

        await stage.CloseAsync();
        await Eventually.Async(async () => (await stage.TasksAsync()).Count == 0, TimeSpan.FromSeconds(10), "the tasks gone");

        var posted = Assert.Single(await stage.LedgerAsync(), s => s.Step == StepKind.Posted);
        Assert.Equal((200, "Completed", 64), (posted.StatusCode, posted.Code, posted.AnswerDigest?.Length));
        Assert.Equal(stage.Party.Effects().Single().Key, posted.CallKey);
    }

    [Theory]
    [InlineData(RightRequested.Access)]
    [InlineData(RightRequested.Portability)]
    public async Task A_copy_is_sealed_handed_to_SubjectRights_alone_and_destroyed_at_the_end(RightRequested right)
    {
        await using var stage = await Stage.ConnectedAsync();

        var acted = await stage.CarryOutAsync(right);
        var verified = await stage.VerifyAsync(right);
        var stored = stage.Bytes();
        var tables = await ExportAsync(stage);
        using var refused = await stage.Room.AsRoom("contacts").GetAsync(ExportPath(stage));
        await stage.CloseAsync();
        await Eventually.Async(async () => (await ExportAsync(stage)).Count == 0, TimeSpan.FromSeconds(10), "the export gone");

        Assert.Contains(new Datum("loyalty.contact", 1, Outcome.Provided, null, null), acted.Data);
        Assert.Equal((ReportStatus.Done, Assurance.ReadBack), (verified.Status, verified.Assurance));
        var contact = tables.Single(t => t.Name == "loyalty.contact");
        Assert.Equal("A Person", contact.Rows[0][contact.Columns.ToList().IndexOf("name")]);
        Assert.DoesNotContain("A Person", stored);
        Assert.DoesNotContain("+33612345678", stored);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_copy_asked_for_again_replaces_the_first()
    {
        await using var stage = await Stage.ConnectedAsync();
        await stage.CarryOutAsync(RightRequested.Portability);
        var first = await ExportAsync(stage);

        await stage.CarryOutAsync(RightRequested.Portability, round: 2);

        Assert.NotEmpty(first);
        Assert.Equal(first.Select(t => t.Name), (await ExportAsync(stage)).Select(t => t.Name));
    }

    [Fact]
    public async Task A_copy_that_cannot_be_opened_is_not_verified()
    {
        await using var stage = await Stage.ConnectedAsync();
        await stage.CarryOutAsync(RightRequested.Portability);
        await stage.Room.ReadAsync<ConnectorsDbContext, int>(db => db.Exports.ExecuteDeleteAsync());

        var verified = await stage.VerifyAsync(RightRequested.Portability);

        Assert.Equal((ReportStatus.NeedsHuman, TaskCodes.ExportUnreadable), (verified.Status, verified.Code));
    }

    [Fact]
    public async Task A_third_party_that_knows_only_whom_we_gave_it_is_not_told_of_others()
    {
        await using var stage = await Stage.SetAsync();
        var id = await stage.ConnectAsync(but: ("mayHoldUnknown", false));

        var before = await stage.LocateAsync();
        var askedBefore = stage.Party.Effects().Count;
        using var client = stage.Room.Client();
        using var recorded = await client.PostAsJsonAsync(
            $"api/connectors/connections/{id}/disclosures",
            new { at = stage.Clock.GetUtcNow(), identifiers = new[] { new { kind = "email", value = " Person@Example.test " }, new { kind = "email", value = "nonsense" } } });
        var after = await stage.LocateAsync(round: 2);

        Assert.Equal((ReportStatus.Done, TaskCodes.NeverDisclosed, 0), (before.Status, before.Code, askedBefore));
        Assert.Equal("""{"recorded":1,"known":0,"rejected":1}""", await recorded.Content.ReadAsStringAsync());
        Assert.Contains(after.Data, d => d.DataClass == "loyalty.contact");
    }

    [Fact]
    public async Task Every_stored_property_is_classified()
    {
        await using var stage = await Stage.SetAsync();

        Assert.Empty(await stage.Room.ReadAsync<ConnectorsDbContext, IReadOnlyList<string>>(db => Task.FromResult(DataMap.Unclassified(db))));
    }

    [Fact]
    public async Task The_migrations_are_up_to_date()
    {
        await using var stage = await Stage.SetAsync();

        Assert.False(await stage.Room.ReadAsync<ConnectorsDbContext, bool>(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    private static string ExportPath(Stage stage) => $"internal/connectors/participation/{stage.RequestId}/export?right=portability";

    private static async Task<List<ExportTable>> ExportAsync(Stage stage) =>
        (await stage.Room.AsRoom("subject-rights").GetFromJsonAsync<List<ExportTable>>(ExportPath(stage), RoomJson.Options))!;
}
