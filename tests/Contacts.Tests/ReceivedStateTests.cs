using System.Net;
using System.Net.Http.Json;
using System.Text;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Kernel.Rights;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class ReceivedStateTests
{
    [Fact]
    public async Task A_copy_shows_what_was_held_when_the_request_came_though_it_was_edited_imported_and_corrected_since()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (edited, imported, corrected) = (await PersonAsync(contacts, "E-1"), await PersonAsync(contacts, "I-1"), await PersonAsync(contacts, "C-1"));
        var (access, rectification) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await HoldAsync(contacts, access, edited, imported, corrected);

        using var patched = await contacts.PatchAsync(edited, new { familyName = "Changed", emails = Array.Empty<object>(), attributes = new { size = "XL" } });
        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        var import = await contacts.ImportAsync("id,family\nI-1,Changed\n"u8.ToArray(), new { externalId = "id", familyName = "family" });
        Assert.Equal((0, 1, 0, 0, 0), import.Counts);
        await CorrectAsync(contacts, rectification, corrected);

        foreach (var person in new[] { edited, imported, corrected })
        {
            OpenCase(contacts, access, person);
            var copy = await ExportAsync(contacts, access, "access");
            Assert.Equal("Received", Cell(copy, "contacts", "familyName"));
            Assert.Single(copy.Single(t => t.Name == "emails").Rows);
            Assert.NotNull(copy.Single(t => t.Name == "contacts").AsOf);
            Assert.Equal("Received", Cell(await ExportAsync(contacts, access, "portability"), "contacts", "familyName"));
            Assert.Equal("Changed", (string?)(await contacts.GetAsync(person))["familyName"]);
        }

        OpenCase(contacts, access, edited);
        var located = await LocateAsync(contacts, access, edited);
        Assert.Equal(1, located.Single(d => d.DataClass == DataClasses.Email).Count);
        Assert.Equal("L", Cell(await ExportAsync(contacts, access, "access"), "contacts", "attributes.size"));
    }

    [Fact]
    public async Task Only_the_first_change_after_each_request_puts_something_aside_and_the_end_of_the_request_destroys_it()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var person = await PersonAsync(contacts, "A-1");
        using var before = await contacts.PatchAsync(person, new { familyName = "Before" });
        Assert.Equal(0, await contacts.ReadAsync(db => db.ReceivedStates.CountAsync()));

        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await HoldAsync(contacts, first, person);
        using var a = await contacts.PatchAsync(person, new { familyName = "Between" });
        await HoldAsync(contacts, second, person);
        using var b = await contacts.PatchAsync(person, new { familyName = "Later" });
        using var c = await contacts.PatchAsync(person, new { familyName = "Latest" });
        OpenCase(contacts, first, person);
        OpenCase(contacts, second, person);

        Assert.Equal("Before", Cell(await ExportAsync(contacts, first, "access"), "contacts", "familyName"));
        Assert.Equal("Between", Cell(await ExportAsync(contacts, second, "access"), "contacts", "familyName"));
        Assert.Equal(2, await contacts.ReadAsync(db => db.ReceivedStates.CountAsync()));

        await contacts.Host.PublishAsync(new SubjectRequestClosed(first));
        await Eventually.Async(() => contacts.ReadAsync(async db => await db.ReceivedStates.CountAsync() == 1), TimeSpan.FromSeconds(20), "the state of the closed request is destroyed");
        Assert.Equal(second, await contacts.ReadAsync(db => db.ReceivedStates.Select(r => r.RequestId).SingleAsync()));
    }

    [Fact]
    public async Task An_erasure_takes_what_was_put_aside_too()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var person = await PersonAsync(contacts, "A-1");
        var (access, erasure) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await HoldAsync(contacts, access, person);
        using var patched = await contacts.PatchAsync(person, new { familyName = "Changed" });
        OpenCase(contacts, erasure, person);

        await contacts.Host.SendAsync("contacts-participation", new CarryOut(erasure, "contacts", RightRequested.Erasure, 1, new SubjectId(person), 3, []));
        await Eventually.Async(() => contacts.ReadAsync(db => db.Tombstones.AnyAsync()), TimeSpan.FromSeconds(20), "the person is erased");

        Assert.Equal(0, await contacts.ReadAsync(db => db.ReceivedStates.CountAsync()));
    }

    [Fact]
    public async Task A_change_between_the_receipt_and_the_hold_is_told_whatever_came_after()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (early, late, untouched) = (await PersonAsync(contacts, "E-1"), await PersonAsync(contacts, "L-1"), await PersonAsync(contacts, "U-1"));
        var (request, received) = (Guid.CreateVersion7(), DateTimeOffset.UtcNow);
        using var hidden = await contacts.PatchAsync(early, new { familyName = "Hidden" });
        await HoldAsync(contacts, request, early, late, untouched);
        using var after = await contacts.PatchAsync(early, new { familyName = "After" });
        using var only = await contacts.PatchAsync(late, new { familyName = "After" });

        OpenCase(contacts, request, early, received);
        var copy = await ExportAsync(contacts, request, "access");
        Assert.Equal("Hidden", Cell(copy, "contacts", "familyName"));
        Assert.All(copy, t => Assert.InRange(t.ChangedAfterReceipt!.Value, received, DateTimeOffset.UtcNow));
        Assert.All(await LocateAsync(contacts, request, early), d => Assert.Equal("15:CHANGED_AFTER_RECEIPT", d.Ground));

        foreach (var person in new[] { late, untouched })
        {
            OpenCase(contacts, request, person, received);
            Assert.All(await ExportAsync(contacts, request, "access"), t => Assert.Null(t.ChangedAfterReceipt));
        }
    }

    [Fact]
    public async Task A_letter_that_lay_three_days_says_that_the_state_of_its_arrival_is_not_known()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var person = await PersonAsync(contacts, "A-1");
        var received = DateTimeOffset.UtcNow;
        using var patched = await contacts.PatchAsync(person, new { familyName = "Changed" });
        var request = Guid.CreateVersion7();
        OpenCase(contacts, request, person, received);

        Assert.NotNull((await ExportAsync(contacts, request, "portability"))[0].ChangedAfterReceipt);
    }

    private static Task<Guid> PersonAsync(ContactsHost contacts, string id) => contacts.RegisterAsync(new
    {
        kind = "person", externalId = id, givenName = "Ann", familyName = "Received", emails = new[] { new { value = $"{id}@example.test".ToLowerInvariant() } }, attributes = new { size = "L" },
    });

    private static async Task HoldAsync(ContactsHost contacts, Guid request, params Guid[] people)
    {
        contacts.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{request}/open", _ => new CaseOpen(request));
        await contacts.Host.PublishAsync(new SubjectsHeld(request, [.. people.Select(p => new SubjectId(p))]));
        await Eventually.Async(
            () => contacts.ReadAsync(async db => await db.Holds.CountAsync(h => h.RequestId == request) == people.Length), TimeSpan.FromSeconds(20), "the hold is known");
    }

    private static void OpenCase(ContactsHost contacts, Guid request, Guid person, DateTimeOffset receivedAt) => contacts.Host.Others.OnGet(
        "subject-rights", $"internal/subject-rights/case-files/{request}",
        _ => new CaseFile(request, [new SubjectId(person)], [new CaseIdentifier(IdentifierKind.ExternalId, "default:none")]) { ReceivedAt = receivedAt });

    private static void OpenCase(ContactsHost contacts, Guid request, Guid person, params DatumChange[] changes) => contacts.Host.Others.OnGet(
        "subject-rights", $"internal/subject-rights/case-files/{request}",
        _ => new CaseFile(request, [new SubjectId(person)], [new CaseIdentifier(IdentifierKind.ExternalId, "default:none")]) { Asked = new RequestDetails { Changes = changes } });

    private static async Task CorrectAsync(ContactsHost contacts, Guid request, Guid person)
    {
        OpenCase(contacts, request, person, new DatumChange("familyName", "Received", "Changed"));
        await contacts.Host.SendAsync("contacts-participation", new CarryOut(request, "contacts", RightRequested.Rectification, 1, new SubjectId(person), null, []));
        await Eventually.Async(
            () => contacts.ReadAsync(db => db.Contacts.AnyAsync(c => c.Id == person && c.FamilyName == "Changed")), TimeSpan.FromSeconds(20), "the correction is written");
    }

    private static async Task<Datum[]> LocateAsync(ContactsHost contacts, Guid request, Guid person)
    {
        contacts.Host.Others.OnPost<IdentifiersFound>("subject-rights", $"internal/subject-rights/case-files/{request}/identifiers", f => new IdentifiersAdded(f.Identifiers.Count));
        await contacts.Host.SendAsync("contacts-participation", new LocateSubject(request, "contacts", RightRequested.Access, 1, new SubjectId(person)));
        return await Eventually.Async(
            () => Task.FromResult(contacts.Host.Bus.All<ParticipantReported>().LastOrDefault(r => r.RequestId == request)?.Data), TimeSpan.FromSeconds(20), "contacts reports");
    }

    private static async Task<List<ExportTable>> ExportAsync(ContactsHost contacts, Guid request, string right)
    {
        using var client = contacts.Host.AsRoom("subject-rights");
        return (await client.GetFromJsonAsync<List<ExportTable>>($"/internal/contacts/participation/{request}/export?right={right}", RoomJson.Options))!;
    }

    private static string? Cell(List<ExportTable> tables, string table, string column)
    {
        var found = tables.Single(t => t.Name == table);
        return Assert.Single(found.Rows)[found.Columns.ToList().IndexOf(column)];
    }
}
