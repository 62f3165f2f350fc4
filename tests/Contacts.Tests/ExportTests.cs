using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class ExportTests
{
    private static readonly object[] People =
    [
        new
        {
            kind = "person", givenName = "=HYPERLINK(\"x\")", familyName = "O'Neil; \"the\", 'n", externalId = "crm:42", birthDate = "1980-02-01",
            street = "12, rue des Lilas\nbât. B", postalCode = "75011", city = "Paris", country = "FR-974", language = "fr-FR", audience = "B2B",
            emails = new object[]
            {
                new { value = "Second@example.test", type = "pro, bureau" }, new { value = "first@example.test", type = "Work", primary = true, verified = true },
                new { value = "third@example.test", type = "internet" },
            },
            phones = new object[] { new { value = "06 01 02 03 04" }, new { value = "+33140000000", type = "work" } },
            attributes = new Dictionary<string, string> { ["segment, =A"] = "-1+1", ["métier"] = "'=quoted" },
            source = new { origin = "salon; Paris", act = "form", obtainedAt = "2026-01-02T03:04:05.678Z" },
        },
        new { kind = "organisation", organisation = "Société Ünï \\ Cie", externalId = "a:b:c" },
        new { kind = "person", familyName = "@Nobody" },
        new { kind = "person", emails = new[] { new { value = "only@example.test" } }, externalId = "plain" },
        new { kind = "person", givenName = "''+1", organisation = "+33", phones = new[] { new { value = "+33699999999" } } },
    ];

    [Theory]
    [InlineData("csv", ",")]
    [InlineData("csv", ";")]
    [InlineData("vcard", null)]
    public async Task What_is_exported_and_imported_into_nothing_is_exported_the_same(string format, string? delimiter)
    {
        await using var contacts = await ContactsHost.StartAsync();
        foreach (var person in People)
        {
            await contacts.RegisterAsync(person);
        }

        var file = await ExportAsync(contacts, format, delimiter);
        await using var empty = await ContactsHost.StartAsync();
        var import = await empty.ImportAsync(file, format == "vcard" ? "{}" : "proposed");

        Assert.Equal(("completed", null), (import.Status, import.Code));
        Assert.Equal((People.Length, 0, 0, 0, 0), import.Counts);
        Assert.Equal(Encoding.UTF8.GetString(file), Encoding.UTF8.GetString(await ExportAsync(empty, format, delimiter)));
        Assert.Equal((0, 0, People.Length, 0, 0), (await contacts.ImportAsync(file, format == "vcard" ? "{}" : "proposed")).Counts);
    }

    [Fact]
    public async Task No_cell_is_a_formula_and_the_values_come_back_as_they_were()
    {
        await using var contacts = await ContactsHost.StartAsync();
        await contacts.RegisterAsync(People[0]);

        var text = Encoding.UTF8.GetString(await ExportAsync(contacts, "csv", ","));
        await using var empty = await ContactsHost.StartAsync();
        await empty.ImportAsync(Encoding.UTF8.GetBytes(text), "proposed");

        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", text);
        Assert.DoesNotContain(",=", text);
        Assert.DoesNotContain(",\"=", text);
        var stored = await empty.ReadAsync(db => db.Contacts.Include(c => c.Attributes).SingleAsync());
        Assert.Equal(("=HYPERLINK(\"x\")", "12, rue des Lilas\nbât. B"), (stored.GivenName, stored.Street));
        Assert.Equal(["'=quoted", "-1+1"], stored.Attributes.Select(a => a.Value).Order(StringComparer.Ordinal));
        Assert.Equal(DateTimeOffset.Parse("2026-01-02T03:04:05.678Z"), await empty.ReadAsync(db => db.Origins.Select(o => o.ObtainedAt).SingleAsync()));
    }

    [Fact]
    public async Task Each_person_is_recorded_and_who_is_being_worked_on_or_erased_is_not_in_it()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var shown = await contacts.RegisterAsync(new { kind = "person", givenName = "Shown" });
        var held = await contacts.RegisterAsync(new { kind = "person", givenName = "Held" });
        var kept = await contacts.RegisterAsync(new { kind = "person", givenName = "Kept" });
        await contacts.ReadAsync(async db =>
        {
            db.Holds.Add(new SubjectHold { RequestId = Guid.CreateVersion7(), SubjectId = new SubjectId(held), Since = db.Now, EditsHeld = true });
            await db.SaveChangesAsync();
            await db.EraseAsync([new SubjectId(kept)], 1, _ => Task.CompletedTask, CancellationToken.None);
            return 0;
        });

        var text = Encoding.UTF8.GetString(await ExportAsync(contacts, "csv", ","));

        Assert.Contains("Shown", text);
        Assert.DoesNotContain("Held", text);
        Assert.DoesNotContain("Kept", text);
        var audit = await contacts.ReadAsync(db => db.AuditEntries.Where(a => a.Code.Contains("exported")).OrderBy(a => a.Id).ToListAsync());
        Assert.Equal([("contacts.exported", null), ("contact.exported", new SubjectId(shown))], audit.Select(a => (a.Code, a.SubjectId)));
        Assert.Single(audit.Select(a => a.Reference).Distinct());
    }

    [Fact]
    public async Task Our_own_id_in_a_file_brings_no_erased_person_back()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.RegisterAsync(new { kind = "person", givenName = "Nameonly" });
        var file = await ExportAsync(contacts, "csv", ",");
        await contacts.ReadAsync(async db =>
        {
            await db.EraseAsync([new SubjectId(id)], 1, ct => db.Contacts.Where(c => c.Id == id).ExecuteDeleteAsync(ct), CancellationToken.None);
            return 0;
        });

        var import = await contacts.ImportAsync(file, "proposed");

        Assert.Equal((0, 0, 0, 0, 1), import.Counts);
        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
    }

    [Fact]
    public async Task Only_who_may_read_contacts_may_take_them_along()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var reader = contacts.Host.Client("contacts.read");

        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsJsonAsync("/api/contacts/exports", new { format = "csv" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await contacts.Host.Client("consent.write").PostAsJsonAsync("/api/contacts/exports", new { format = "csv" })).StatusCode);
        using var unknown = await reader.PostAsJsonAsync("/api/contacts/exports", new { format = "pdf" });
        Assert.Contains("EXPORT_FORMAT_UNKNOWN", await unknown.Content.ReadAsStringAsync());
    }

    private static async Task<byte[]> ExportAsync(ContactsHost contacts, string format, string? delimiter)
    {
        using var answer = await contacts.Api.PostAsJsonAsync("/api/contacts/exports", new JsonObject { ["format"] = format, ["delimiter"] = delimiter });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
