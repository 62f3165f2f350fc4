using System.IO.Compression;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Packaging;
using Gdpr.SubjectRights.Features.Redacting;

namespace Gdpr.SubjectRights.Tests;

public sealed class PackageTests
{
    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("'=quoted", "\"''=quoted\"")]
    [InlineData("''=twice", "\"'''=twice\"")]
    [InlineData("'n uur", "'n uur")]
    [InlineData("+33612345678", "+33612345678")]
    [InlineData("+33612345678+1", "\"'+33612345678+1\"")]
    [InlineData("12, rue", "\"12, rue\"")]
    [InlineData(null, "")]
    public void No_cell_is_a_formula_and_what_looked_escaped_can_be_told_from_it(string? value, string cell) =>
        Assert.Equal($"c\r\n{cell}\r\n", Csv.Write(new ExportTable("t", ["c"], [[value]], "contacts.identity", "6(1)(b)")));

    [Fact]
    public void The_manifest_names_purposes_bases_and_what_changed_and_the_digest_of_every_file()
    {
        var changed = DateTimeOffset.Parse("2026-11-02T10:00:00Z");
        ProvidedTables[] provided =
        [
            new("contacts", [new ExportTable("contacts", ["email"], [["a@example.test"]], "contacts.identity", "6(1)(b)") { ChangedAfterReceipt = changed }]),
            new("sales", [new ExportTable("orders", ["number"], [["O-1"]], "sales.orders", "6(1)(b)")]),
        ];
        var facts = new KnownFacts(new Dictionary<string, (string, string)> { ["purposes.contacts"] = ("gestion des clients", "managing customers") });
        var request = Requests.Of(RightRequested.Portability, "fr");

        var zip = Package.Write(request, new CaseContent([], [], null, "secret", RequestDetails.None, null), provided, facts, new Controller("Shop", "FR", null, "Europe/Paris", null, null), changed);

        Assert.Null(Package.Check(zip, provided));
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var reader = new StreamReader(archive.GetEntry("manifest.json")!.Open());
        var manifest = JsonNode.Parse(reader.ReadToEnd())!;
        Assert.Equal("gestion des clients", manifest["purposes"]!["contacts"]!["fr"]!.GetValue<string>());
        Assert.Null(manifest["purposes"]!["sales"]!["en"]);
        Assert.Equal(["6(1)(b)", "6(1)(b)"], manifest["tables"]!.AsArray().Select(t => t!["legalBasis"]!.GetValue<string>()));
        Assert.Equal(changed, manifest["tables"]![0]!["changedAfterReceipt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(["contact.vcf", "contacts/contacts.csv", "data.json", "sales/orders.csv"], manifest["files"]!.AsArray().Select(f => f!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_card_has_every_address_and_number_and_no_word_of_it_ends_a_line()
    {
        var person = new ExportTable(
            "contacts", ["givenName", "familyName", "email", "phone", "birthDate", "street"],
            [["Ann", "O;Neil,\r\nEND:VCARD", "a@example.test", "+33612345678", "1980-02-29", "1\\2 rue"]], "contacts.identity", "6(1)(b)");
        var emails = new ExportTable("emails", ["contact", "value"], [[null, "a@example.test"], [null, "b@example.test"]], "contacts.email", "6(1)(b)");
        var phones = new ExportTable("phones", ["contact", "value"], [[null, "+33612345678"], [null, "+3228888888"]], "contacts.phone", "6(1)(b)");

        var lines = VCard.Write(person, emails, phones).Split("\r\n");

        Assert.Equal(
            [
                "BEGIN:VCARD", "VERSION:4.0", @"FN:Ann O\;Neil\,\nEND:VCARD", @"N:O\;Neil\,\nEND:VCARD;Ann;;;", "EMAIL:a@example.test", "EMAIL:b@example.test",
                "TEL;VALUE=uri:tel:+33612345678", "TEL;VALUE=uri:tel:+3228888888", "BDAY:19800229", @"ADR:;;1\\2 rue;;;;", "END:VCARD", string.Empty,
            ],
            lines);
    }
}
