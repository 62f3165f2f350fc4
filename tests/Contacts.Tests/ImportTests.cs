using System.Net;
using System.Text;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Contacts;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class ImportTests
{
    private const string Header = "id,first,last,mail,born\n";

    private static readonly object Mapping = new
    {
        externalId = "id", givenName = "first", familyName = "last", email = "mail", birthDate = "born",
        formats = new { birthDate = "dd/MM/yyyy" }, defaults = new { country = "FR", audience = "B2C", language = "fr", origin = "fair" },
    };

    private static readonly object Unformatted = new { externalId = "id", givenName = "first", familyName = "last", email = "mail", birthDate = "born" };

    [Fact]
    public async Task The_five_counts_add_up_and_a_rejected_row_shows_column_and_code_but_no_value()
    {
        await using var contacts = await ContactsHost.StartAsync();
        contacts.Erased[contacts.Hash(IdentifierKind.Email, "gone@example.test")] = DateTimeOffset.Parse("2026-03-01T00:00:00Z");
        var csv = Header
            + "1,Ann,A,ann@example.test,03/04/1990\r\n"
            + "2,Bob,B,not-an-address,03/04/1990\n"
            + "3,\"Cy, \"\"C\"\"\",=1+1,cy@example.test,\n"
            + "\n"
            + "4,Dee,D,dee@example.test,31/02/1990\n"
            + "5,Eve,E,eve@example.test,01/01/2990\n"
            + "6,Gone,G,Gone@example.test,\n"
            + ",No,Key,nk@example.test,\n"
            + "8,Too,Many,m@example.test,,extra\n"
            + "1,Anna,A,ann@example.test,03/04/1990\n";

        var import = await contacts.ImportAsync(Encoding.UTF8.GetBytes(csv), Mapping);

        Assert.Equal("completed", import.Status);
        Assert.Equal((2, 1, 0, 5, 1), import.Counts);
        Assert.Equal(9, import.RowsRead);
        Assert.Equal(
            [(2, "mail", "EMAIL_INVALID"), (4, "born", "DATE_INVALID"), (5, "born", "DATE_IN_FUTURE"), (7, "id", "KEY_MISSING"), (8, null, "ROW_FIELD_COUNT")],
            import.Errors.Select(e => ((int)e.Row, e.Column, e.Code)));
        var cy = await contacts.GetAsync(Assert.Single(await contacts.SearchAsync("cy@example.test")));
        Assert.Equal("Cy, \"C\"", (string?)cy["givenName"]);
        Assert.Equal("=1+1", (string?)cy["familyName"]);
        Assert.Equal("fair", (string?)cy["origins"]!["email"]!["origin"]);
        Assert.Equal("FR", (string?)cy["country"]);
        Assert.Equal("Anna", (string?)(await contacts.GetAsync(Assert.Single(await contacts.SearchAsync("default:1"))))["givenName"]);
        await contacts.PiecesGoneAsync();
        Assert.True(await contacts.ReadAsync(db => db.Imports.AllAsync(i => i.Key == null)));
    }

    [Theory]
    [InlineData("IMPORT_EMPTY", "failed", "")]
    [InlineData("IMPORT_COLUMN_MISSING", "failed", "id,first,last\n1,A,B\n")]
    [InlineData("IMPORT_HEADER_DUPLICATE", "failed", "id,first,last,mail,born,mail\n1,A,B,a@example.test,,\n")]
    [InlineData("IMPORT_MALFORMED", "failed", "id,first,last,mail,born\n1,A,B,a@example.test,\n2,\"A,B,b@example.test,\n")]
    [InlineData("IMPORT_DATE_AMBIGUOUS", "stopped", "id,first,last,mail,born\n1,A,B,a@example.test,03/04/1990\n2,A,B,b@example.test,05/06/1990\n")]
    [InlineData("IMPORT_DATE_AMBIGUOUS", "stopped", "id,first,last,mail,born\n1,A,B,a@example.test,13/04/1990\n2,A,B,b@example.test,05/16/1990\n")]
    public async Task A_file_with_a_question_ends_with_its_code_and_creates_nobody(string code, string status, string csv)
    {
        await using var contacts = await ContactsHost.StartAsync();

        var import = await contacts.ImportAsync(Encoding.UTF8.GetBytes(csv), Unformatted);

        Assert.Equal((status, code, 0L), (import.Status, import.Code, import.RowsRead));
        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
        await contacts.PiecesGoneAsync();
    }

    [Fact]
    public async Task A_field_of_a_mebibyte_and_bytes_that_are_no_text_are_refused()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var huge = Encoding.UTF8.GetBytes($"{Header}1,{new string('x', 1024 * 1024)},B,a@example.test,\n");

        var import = await contacts.ImportAsync(huge, Mapping);
        var zero = await ContactsHost.CodeOfAsync(await contacts.TryUploadAsync("id,first\n1,\0\n"u8.ToArray(), Mapping));

        Assert.Equal(("failed", "FIELD_TOO_LONG"), (import.Status, import.Code));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IMPORT_NOT_TEXT"), zero);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task A_letter_cut_by_the_border_of_two_pieces_stays_whole(string shift)
    {
        await using var contacts = await ContactsHost.StartAsync();
        var name = new string('é', 190);
        var csv = new StringBuilder($"id,first{shift}\n");
        for (var i = 1000; i < 1800; i++)
        {
            csv.Append($"{i},{name}\n");
        }

        var import = await contacts.ImportAsync(Encoding.UTF8.GetBytes(csv.ToString()), new Dictionary<string, string> { ["externalId"] = "id", ["givenName"] = $"first{shift}" });

        Assert.Equal((800, 0, 0, 0, 0), import.Counts);
        Assert.Equal(800, await contacts.ReadAsync(db => db.Contacts.CountAsync(c => c.GivenName == name)));
    }

    [Theory]
    [InlineData("MAPPING_MALFORMED", "[]")]
    [InlineData("MAPPING_MALFORMED", "{")]
    [InlineData("MAPPING_FIELD_UNKNOWN", """{"externalId":"id","shoeSize":"x"}""")]
    [InlineData("MAPPING_DELIMITER_INVALID", """{"externalId":"id","file":{"delimiter":"§"}}""")]
    [InlineData("MAPPING_DELIMITER_INVALID", """{"externalId":"id","file":{"delimiter":";;"}}""")]
    [InlineData("MAPPING_DELIMITER_INVALID", """{"externalId":"id","file":{"delimiter":"x"}}""")]
    [InlineData("MAPPING_KEY_MISSING", """{"givenName":"first"}""")]
    [InlineData("COUNTRY_UNKNOWN", """{"externalId":"id","defaults":{"country":"XX"}}""")]
    [InlineData("MAPPING_FORMAT_INVALID", """{"externalId":"id","formats":{"birthDate":"hh:mm"}}""")]
    public async Task A_mapping_that_cannot_be_meant_is_refused_at_once(string code, string mapping)
    {
        await using var contacts = await ContactsHost.StartAsync();

        var answer = await ContactsHost.CodeOfAsync(await contacts.TryUploadAsync("id\n1\n"u8.ToArray(), mapping));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), answer);
        Assert.Equal(0, await contacts.ReadAsync(db => db.Imports.CountAsync()));
        await contacts.PiecesGoneAsync();
    }

    [Fact]
    public async Task A_second_import_by_email_updates_what_differs_and_keeps_the_old_address_as_an_identifier()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var byMail = new { email = "mail", familyName = "last", key = "email" };
        await contacts.ImportAsync("mail;last\na@example.test;Old\nb@example.test;Same\n"u8.ToArray(), byMail);
        await contacts.ImportAsync("id,mail\n9,c@example.test\n"u8.ToArray(), new { externalId = "id", email = "mail" });

        var second = await contacts.ImportAsync("\uFEFFmail;last\r\nA@Example.test;New\r\nb@example.test;Same\r\n"u8.ToArray(), byMail);
        var moved = await contacts.ImportAsync("id,mail\n9,d@example.test\n"u8.ToArray(), new { externalId = "id", email = "mail" });

        Assert.Equal((0, 1, 1, 0, 0), second.Counts);
        Assert.Equal((0, 1, 0, 0, 0), moved.Counts);
        Assert.Equal(1, await contacts.ReadAsync(db => db.Identifiers.CountAsync(i => i.Value == "c@example.test" && i.Until != null)));
    }

    [Fact]
    public async Task An_import_that_changes_only_country_or_audience_is_announced_as_another_change_is_not()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var mapping = new { email = "mail", familyName = "last", country = "country", key = "email" };
        await contacts.ImportAsync("mail;last;country\na@example.test;A;FR\nb@example.test;B;FR\n"u8.ToArray(), mapping);
        var moved = await contacts.ReadAsync(db => db.Contacts.Where(c => c.FamilyName == "A").Select(c => c.Id).SingleAsync());
        var renamed = await contacts.ReadAsync(db => db.Contacts.Where(c => c.FamilyName == "B").Select(c => c.Id).SingleAsync());
        int Announced(Guid id) => contacts.Host.Bus.All<SubjectsRegistered>().Count(m => m.SubjectIds.Contains(new SubjectId(id)));
        await Eventually.Async(() => Task.FromResult((Announced(moved), Announced(renamed)) == (1, 1)), TimeSpan.FromSeconds(20), "both are announced as new");

        await contacts.ImportAsync("mail;last;country\na@example.test;A;DE\nb@example.test;Bee;FR\n"u8.ToArray(), mapping);

        await Eventually.Async(() => Task.FromResult(Announced(moved) == 2), TimeSpan.FromSeconds(20), "the move is announced");
        Assert.Equal(1, Announced(renamed));
    }

    [Fact]
    public async Task While_consent_is_out_of_reach_the_import_says_so_and_goes_on_by_itself()
    {
        await using var contacts = await ContactsHost.StartAsync();
        contacts.Suppressed.Add(contacts.Hash(IdentifierKind.Email, "ann@example.test"));
        contacts.Host.Others.Cut("consent");
        var id = await contacts.UploadAsync(Encoding.UTF8.GetBytes(Header + "1,Ann,A,ann@example.test,\n"), Mapping);

        await Eventually.Async(
            async () => await contacts.ViewAsync(id) is { Status: "waiting" } view && view.WaitingFor.SequenceEqual(["consent"]),
            TimeSpan.FromSeconds(20),
            "the import waits for consent");
        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
        contacts.Host.Others.Mend("consent");
        var import = await contacts.EndOfAsync(id);

        Assert.Equal((1, 0, 0, 0, 0), import.Counts);
        Assert.Empty(import.WaitingFor);
        var person = await contacts.ReadAsync(db => db.Contacts.Select(c => c.Id).SingleAsync());
        Assert.Contains(new SubjectId(person), contacts.Bound);
    }

    [Fact]
    public async Task A_host_stopped_in_the_middle_resumes_exactly()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var csv = new StringBuilder(Header);
        for (var i = 1; i <= 15000; i++)
        {
            csv.Append($"{i},First{i},Last{i},p{i}@example.test,\n");
        }

        var id = await contacts.UploadAsync(Encoding.UTF8.GetBytes(csv.ToString()), Mapping);
        await Eventually.Async(async () => (await contacts.ViewAsync(id)).Created > 0, TimeSpan.FromSeconds(30), "some rows are in");
        await contacts.Host.StopAsync();
        await contacts.StartAgainAsync();
        var between = await contacts.ViewAsync(id);
        await contacts.ReadAsync(db => db.WriteAsync(
            () => db.Imports.ExecuteUpdateAsync(s => s.SetProperty(i => i.LeasedUntil, DateTimeOffset.UnixEpoch)), CancellationToken.None));
        var import = await contacts.EndOfAsync(id);

        Assert.InRange(between.Created, 500, 14999);
        Assert.Equal((15000, 0, 0, 0, 0), import.Counts);
        Assert.Equal(15000, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
        Assert.Equal(30000, await contacts.ReadAsync(db => db.Identifiers.CountAsync()));
    }

    [Fact]
    public async Task The_same_key_starts_one_import_of_one_file_and_another_file_under_it_is_refused()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (mapping, file) = (new { externalId = "id", givenName = "first" }, Encoding.UTF8.GetBytes("id,first\nA-1,Ann\n" + new string('\n', 40_000)));

        using var first = await contacts.TryUploadAsync(file, mapping, "k");
        using var again = await contacts.TryUploadAsync(file, mapping, "k");
        using var otherFile = await contacts.TryUploadAsync("id,first\nA-1,Bob\n"u8.ToArray(), mapping, "k");
        using var otherMapping = await contacts.TryUploadAsync(file, new { externalId = "id", familyName = "first" }, "k");

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal((HttpStatusCode.Accepted, await first.Content.ReadAsStringAsync()), (again.StatusCode, await again.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED"), await ContactsHost.CodeOfAsync(otherFile));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED"), await ContactsHost.CodeOfAsync(otherMapping));
        Assert.Equal(1, await contacts.ReadAsync(db => db.Imports.CountAsync()));
    }

    [Fact]
    public async Task The_uploaded_file_lies_sealed_while_it_waits()
    {
        await using var contacts = await ContactsHost.StartAsync();
        contacts.Host.Others.Cut("subject-rights");
        var id = await contacts.UploadAsync(Encoding.UTF8.GetBytes(Header + "1,Canary,A,canary@example.test,\n"), Mapping);
        await Eventually.Async(async () => (await contacts.ViewAsync(id)).Status == "waiting", TimeSpan.FromSeconds(20), "it waits");

        Assert.Equal(1, await contacts.ReadAsync(db => db.ImportChunks.CountAsync()));
        Assert.Empty(Bytes.Containing(contacts.Host.DataFolder, "canary@example.test"));
    }
}
