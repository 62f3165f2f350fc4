using System.Net;
using System.Text;
using Gdpr.Contacts.Domain;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

/// <summary>Text that one database takes and another refuses, and saves that fail for other reasons than a taken key.</summary>
public sealed class HostileTextTests
{
    /// <summary>One letter that becomes eighteen when names are compared.</summary>
    private static readonly string Swelling = new('\uFDFA', 120);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task Text_is_taken_or_refused_alike_on_every_database(string database)
    {
        await using var contacts = await OnAsync(database);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "TEXT_INVALID"), await contacts.TryRegisterAsync(new { kind = "person", givenName = "A\0B", externalId = "1" }));
        var id = await contacts.RegisterAsync(new { kind = "person", givenName = Swelling, familyName = Swelling, externalId = "2" });
        using var changed = await contacts.PatchAsync(id, new { familyName = "Short" });

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(Swelling, (string?)(await contacts.GetAsync(id))["givenName"]);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    public async Task One_row_that_a_database_would_refuse_does_not_end_the_import(string database)
    {
        await using var contacts = await OnAsync(database);
        var column = new string('c', 300);
        var file = Encoded.Bytes($"id,name,{column}\n1,A\0B,\n2,{Swelling},\n3,Ann,no date\n4,Bob,\n", "utf-16", marked: true);

        var import = await contacts.ImportAsync(file, new { externalId = "id", givenName = "name", birthDate = column, formats = new { birthDate = "yyyy-MM-dd" } });

        Assert.Equal(("completed", null), (import.Status, import.Code));
        Assert.Equal((2, 0, 0, 2, 0), import.Counts);
        Assert.Equal([(1, "TEXT_INVALID"), (3, "DATE_INVALID")], import.Errors.Select(e => ((int)e.Row, e.Code)));
    }

    [Fact]
    public async Task A_save_that_fails_for_another_reason_is_not_called_a_taken_id()
    {
        var clock = new Ahead();
        await using var contacts = await ContactsHost.StartAsync(o => o.Clock = clock);
        await contacts.ReadAsync(db => db.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER no BEFORE INSERT ON Contacts WHEN NEW.GivenName = 'Never' BEGIN SELECT RAISE(ABORT, 'no'); END"));

        Assert.Equal(
            (HttpStatusCode.InternalServerError, "INTERNAL_ERROR"), await contacts.TryRegisterAsync(new { kind = "person", givenName = "Never", externalId = "1" }));

        var import = await contacts.UploadAsync("id,name\n1,Never\n"u8.ToArray(), new { externalId = "id", givenName = "name" });
        await Eventually.Async(
            async () =>
            {
                clock.Advance(TimeSpan.FromMinutes(2));
                return (await contacts.ViewAsync(import)).Status == "failed";
            },
            TimeSpan.FromSeconds(60),
            "the import gives up");
        Assert.Equal("IMPORT_NOT_SAVED", (await contacts.ViewAsync(import)).Code);
    }

    [Fact]
    public async Task An_upload_that_broke_off_is_destroyed_by_a_host_that_lives_on()
    {
        var clock = new Ahead();
        await using var contacts = await ContactsHost.StartAsync(o => o.Clock = clock);
        await contacts.ReadAsync(async db =>
        {
            var job = new ImportJob { Id = db.NewId(), CreatedAt = db.Now, Key = new byte[32], Status = ImportStatus.Uploading };
            db.Imports.Add(job);
            db.ImportChunks.Add(new ImportChunk { ImportId = job.Id, Index = 0, Box = [1] });
            return await db.SaveChangesAsync();
        });

        clock.Advance(TimeSpan.FromHours(26));

        await Eventually.Async(
            () => contacts.ReadAsync(async db => !await db.Imports.AnyAsync() && !await db.ImportChunks.AnyAsync()), TimeSpan.FromSeconds(20), "the upload is destroyed");
    }

    [Fact]
    public async Task A_change_that_waited_for_another_room_is_not_passed_by()
    {
        var clock = new Ahead();
        await using var contacts = await ContactsHost.StartAsync(o => o.Clock = clock);
        var (slow, cursor) = (contacts.Hash(Kernel.Identifiers.IdentifierKind.Email, "slow@example.test"), string.Empty);
        contacts.Host.Others.OnPost<Question>("subject-rights", "internal/subject-rights/erasures/match", q =>
        {
            if (q.Hashes.Contains(slow))
            {
                // While this room is asked, somebody else is written and a reader comes by.
                contacts.RegisterAsync(new { kind = "person", givenName = "Fast" }).GetAwaiter().GetResult();
                clock.Advance(TimeSpan.FromSeconds(10));
                cursor = ChangesAsync(contacts, string.Empty).GetAwaiter().GetResult().Next!;
            }

            return new { erased = Array.Empty<object>() };
        });

        var id = await contacts.RegisterAsync(new { kind = "person", givenName = "Slow", emails = new[] { new { value = "slow@example.test" } } });
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.NotEqual(string.Empty, cursor);
        Assert.Equal([id], (await ChangesAsync(contacts, cursor)).Ids);
    }

    private static async Task<ContactsHost> OnAsync(string database)
    {
        var connection = database == "postgresql" ? await (await Require.PostgreSqlAsync()).NewDatabaseAsync() : null;
        return await ContactsHost.StartAsync(o =>
        {
            o.Settings["Gdpr:Database"] = database;
            o.Settings["ConnectionStrings:Default"] = connection;
        });
    }

    private static async Task<(IReadOnlyList<Guid> Ids, string? Next)> ChangesAsync(ContactsHost contacts, string after)
    {
        var page = System.Text.Json.Nodes.JsonNode.Parse(await contacts.Api.GetStringAsync($"/api/contacts/changes?after={after}"))!;
        return ([.. page["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>())], page["next"]?.GetValue<string>());
    }

    private sealed record Question(IReadOnlyList<string> Hashes);

    /// <summary>The real clock, which a test can put forward; timers keep running in real time.</summary>
    private sealed class Ahead : TimeProvider
    {
        private long _ticks;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

        public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
    }
}
