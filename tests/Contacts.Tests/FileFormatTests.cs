using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class FileFormatTests
{
    public static TheoryData<string, string, bool> Ways()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (var encoding in (string[])["utf-8", "utf-16", "utf-16be", "windows-1252", "iso-8859-15", "macintosh"])
        {
            foreach (var delimiter in (string[])[",", ";", "\t", "|"])
            {
                data.Add(encoding, delimiter, false);
            }

            foreach (var delimiter in (string[])(encoding is "utf-8" or "windows-1252" ? ["^", "~", ":"] : []))
            {
                data.Add(encoding, delimiter, false);
            }

            if (encoding.StartsWith("utf", StringComparison.Ordinal))
            {
                data.Add(encoding, ";", true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Whatever_the_encoding_and_the_delimiter_names_come_out_right(string encoding, string delimiter, bool marked)
    {
        await using var contacts = await ContactsHost.StartAsync();
        var bytes = Encoded.Bytes(French(delimiter), encoding, marked);

        var proposal = await contacts.ProposeAsync(bytes);
        var import = await contacts.ImportAsync(bytes, "proposed");

        Assert.Equal((encoding, delimiter, 3), ((string?)proposal["encoding"], (string?)proposal["delimiter"], (int)proposal["rowsSeen"]!));
        Assert.Equal(("completed", null), (import.Status, import.Code));
        Assert.Equal((3, 0, 0, 0, 0), import.Counts);
        Assert.Equal(["Chloé", "François", "Zoë"], await contacts.ReadAsync(db => db.Contacts.Select(c => c.GivenName).Order().ToListAsync()));
        Assert.Equal(["Cœur", "Lefèvre", "Noël-Gâteau"], await contacts.ReadAsync(db => db.Contacts.Select(c => c.FamilyName).Order().ToListAsync()));
    }

    [Fact]
    public async Task Every_delimiter_that_may_be_stated_is_read()
    {
        foreach (var delimiter in Enumerable.Range(0, 0x400).Select(c => (char)c).Where(c => FileStatement.IsDelimiter(c.ToString())))
        {
            var table = await CsvTable.OpenAsync(new StringReader($"Ää{delimiter}Öö\n"), delimiter, TestContext.Current.CancellationToken);
            Assert.Equal(["Ää", "Öö"], table.Header);
        }
    }

    [Fact]
    public async Task A_file_of_an_old_terminal_is_read_too()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var bytes = Encoded.Bytes("id;prénom;nom\n1;Désirée;Béranger\n2;Noël;Château\n", "ibm850", false);

        var import = await contacts.ImportAsync(bytes, "proposed");

        Assert.Equal((2, 0, 0, 0, 0), import.Counts);
        Assert.Equal(["Béranger", "Château"], await contacts.ReadAsync(db => db.Contacts.Select(c => c.FamilyName).Order().ToListAsync()));
    }

    [Fact]
    public async Task The_header_of_a_file_proposes_the_mapping_in_french_and_in_english()
    {
        await using var contacts = await ContactsHost.StartAsync();
        const string French = "N° client;Nom;Prénom;Adresse e-mail;Téléphone;Portable;Date de naissance;Code postal;Ville;Pays;Pointure\n1;A;B;a@example.test;0140000000;0601020304;01/02/1980;75001;Paris;France;42\n";
        const string English = "Customer ID,First name,Last_Name,E-Mail,Phone number,DOB,ZIP,City,Country\n1,A,B,a@example.test,0140000000,1980-02-01,75001,Paris,FR\n";

        var french = (await contacts.ProposeAsync(Encoding.UTF8.GetBytes(French)))["mapping"]!.AsObject();
        var english = (await contacts.ProposeAsync(Encoding.UTF8.GetBytes(English)))["mapping"]!.AsObject();

        Assert.Equal(
            ["N° client", "Nom", "Prénom", "Adresse e-mail", "Téléphone", "Portable", "Date de naissance", "Code postal", "Ville", "Pays"],
            Fields(french, "externalId", "familyName", "givenName", "email", "phone", "phone2", "birthDate", "postalCode", "city", "country"));
        Assert.DoesNotContain("Pointure", french.ToJsonString());
        Assert.Equal(
            ["Customer ID", "Last_Name", "First name", "E-Mail", "Phone number", "DOB", "ZIP", "City", "Country"],
            Fields(english, "externalId", "familyName", "givenName", "email", "phone", "birthDate", "postalCode", "city", "country"));
    }

    [Fact]
    public async Task A_proposal_can_be_sent_back_as_the_mapping_and_shows_no_value()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var file = "sep=;\nid;prenom;nom;mail\n1;Ann;Dupond;ann@example.test\n"u8.ToArray();

        var proposal = await contacts.ProposeAsync(file);
        var import = await contacts.ImportAsync(file, proposal["mapping"]!.ToJsonString());

        Assert.DoesNotContain("Dupond", proposal.ToJsonString());
        Assert.Equal((1, 0, 0, 0, 0), import.Counts);
        Assert.Equal(0, await contacts.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Code.Contains("proposal"))));
        Assert.Equal(1, await contacts.ReadAsync(db => db.Imports.CountAsync()));
    }

    [Theory]
    [InlineData("prenom;ville\nAnn;Paris\n")]
    [InlineData("id;prenom;first name\n1;Ann;Anne\n")]
    public async Task A_header_that_leaves_a_doubt_is_a_question_and_no_guess(string csv)
    {
        await using var contacts = await ContactsHost.StartAsync();

        var import = await contacts.ImportAsync(Encoding.UTF8.GetBytes(csv), "proposed");
        var proposal = await contacts.ProposeAsync(Encoding.UTF8.GetBytes(csv));

        Assert.Equal(("stopped", "IMPORT_MAPPING_UNSURE"), (import.Status, import.Code));
        Assert.Contains("IMPORT_MAPPING_UNSURE", proposal["problems"]!.AsArray().Select(p => (string?)p));
        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
    }

    [Fact]
    public async Task What_is_stated_wins_over_what_would_be_found()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var mac = Encoded.Bytes("id^prenom\n1^¥en\n", "macintosh", false);
        var mapping = new { externalId = "id", givenName = "prenom", file = new { encoding = "macintosh", delimiter = "^" } };

        var import = await contacts.ImportAsync(mac, mapping);
        var wrong = await ContactsHost.CodeOfAsync(await contacts.TryUploadAsync(mac, new { externalId = "id", file = new { encoding = "utf-8" } }));
        var unknown = await ContactsHost.CodeOfAsync(await contacts.TryUploadAsync(mac, new { externalId = "id", file = new { encoding = "klingon" } }));

        Assert.Equal((1, 0, 0, 0, 0), import.Counts);
        Assert.Equal("¥en", await contacts.ReadAsync(db => db.Contacts.Select(c => c.GivenName).SingleAsync()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IMPORT_ENCODING_WRONG"), wrong);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IMPORT_ENCODING_UNSUPPORTED"), unknown);
    }

    [Fact]
    public async Task Without_a_mapping_nothing_is_guessed()
    {
        await using var contacts = await ContactsHost.StartAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent("id\n1\n"u8.ToArray()), "file", "a.csv" } };

        var answer = await ContactsHost.CodeOfAsync(await contacts.Api.PostAsync("/api/contacts/imports", form));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IMPORT_MAPPING_MISSING"), answer);
    }

    private static string French(string d) =>
        $"id{d}prénom{d}nom{d}courriel\n1{d}Chloé{d}Lefèvre{d}c@example.test\n2{d}François{d}\"Noël-Gâteau\"{d}f@example.test\n3{d}Zoë{d}Cœur{d}z@example.test\n";

    private static IEnumerable<string?> Fields(JsonObject mapping, params string[] fields) => fields.Select(f => (string?)mapping[f]);
}
