using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class VCardTests
{
    private const string FromAPhone = """
        BEGIN:VCARD
        VERSION:3.0
        PRODID:-//Apple Inc.//iPhone OS 17.0//EN
        N:Lefèvre;Zoé;;;
        FN:Zoé Lefèvre
        ORG:Société Générale d'Essai;Achats
        EMAIL;type=INTERNET;type=HOME;type=pref:zoe@example.test
        EMAIL;type=INTERNET;type=WORK:zoe.lefevre@example.test
        item1.TEL;type=CELL;type=VOICE;type=pref:06 01 02 03 04
        TEL;TYPE=WORK:+33 1 40 00 00 00
        item2.ADR;type=HOME;type=pref:;;12 rue des Lilas\, bât. B;Paris;;75011;France
        BDAY:1990-04-03
        NOTE:Rappeler\; jamais le lundi
        PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
         /2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIf
        UID:5A1E0B2C:ABPerson
        END:VCARD

        """;

    private const string NewStandard = """
        BEGIN:VCARD
        VERSION:4.0
        KIND:individual
        FN:Jean-François Dup
         ont
        N:Dupont;Jean-François;;;
        EMAIL;PREF=2:second@example.test
        EMAIL;PREF=1;TYPE="home":first@example.test
        TEL;VALUE=uri;TYPE="voice,cell":tel:+33-6-05-06-07-08;ext=12
        ADR;LABEL="x":;;1 place du Marché;Lyon;;69001;FR
        LANG;PREF=1:fr
        BDAY:--0403
        UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
        END:VCARD
        BEGIN:VCARD
        VERSION:4.0
        KIND:org
        FN:Example SARL
        EMAIL:contact@sarl.example.test
        END:VCARD

        """;

    private const string OldStandard =
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:B=E9ranger;Am=E9lie\r\n"
        + "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:une ligne qui=\r\n continue\r\nTEL;CELL;PREF:0611223344\r\nEND:VCARD\r\n";

    [Fact]
    public async Task A_card_of_a_phone_comes_in_with_all_its_addresses_and_without_a_mapping()
    {
        await using var contacts = await ContactsHost.StartAsync();

        var import = await contacts.ImportAsync(Encoding.UTF8.GetBytes(FromAPhone), "{}");
        var zoe = await contacts.GetAsync(Assert.Single(await contacts.SearchAsync("zoe@example.test")));

        Assert.Equal((1, 0, 0, 0, 0), import.Counts);
        Assert.Equal(
            ("Zoé", "Lefèvre", "Société Générale d'Essai", "12 rue des Lilas, bât. B", "75011", "Paris", "FR", "1990-04-03"),
            (Text(zoe, "givenName"), Text(zoe, "familyName"), Text(zoe, "organisation"), Text(zoe, "street"), Text(zoe, "postalCode"), Text(zoe, "city"), Text(zoe, "country"), Text(zoe, "birthDate")));
        Assert.Equal(["zoe@example.test HOME True", "zoe.lefevre@example.test WORK False"], Addresses(zoe, "emails"));
        Assert.Equal(["+33601020304 CELL True", "+33140000000 WORK False"], Addresses(zoe, "phones"));
        Assert.Single(await contacts.SearchAsync("vcard:5A1E0B2C:ABPerson"));
        Assert.Equal((0, 0, 1, 0, 0), (await contacts.ImportAsync(Encoding.UTF8.GetBytes(FromAPhone), "{}")).Counts);
    }

    [Fact]
    public async Task Cards_of_the_new_standard_are_unfolded_ordered_by_preference_and_of_both_kinds()
    {
        await using var contacts = await ContactsHost.StartAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(NewStandard.ReplaceLineEndings("\r\n"))), "file", "cards.vcf" } };

        using var accepted = await contacts.Api.PostAsync("/api/contacts/imports", form);
        var import = await contacts.EndOfAsync(JsonNode.Parse(await accepted.Content.ReadAsStringAsync())!["id"]!.GetValue<Guid>());
        var jean = await contacts.GetAsync(Assert.Single(await contacts.SearchAsync("first@example.test")));
        var sarl = await contacts.GetAsync(Assert.Single(await contacts.SearchAsync("contact@sarl.example.test")));

        Assert.Equal((2, 0, 0, 0, 0), import.Counts);
        Assert.Equal(("Jean-François", "Dupont", "fr", null), (Text(jean, "givenName"), Text(jean, "familyName"), Text(jean, "language"), Text(jean, "birthDate")));
        Assert.Equal(["first@example.test home True", "second@example.test  False"], Addresses(jean, "emails"));
        Assert.Equal(["+33605060708 cell True"], Addresses(jean, "phones"));
        Assert.Equal(("organisation", "Example SARL", null), (Text(sarl, "kind"), Text(sarl, "organisation"), Text(sarl, "familyName")));
    }

    [Fact]
    public async Task An_old_card_without_an_id_is_known_again_and_a_note_comes_only_when_it_is_mapped()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var card = Encoding.ASCII.GetBytes(OldStandard);

        var first = await contacts.ImportAsync(card, "{}");
        var again = await contacts.ImportAsync(card, "{}");
        var noted = await contacts.ImportAsync(card, """{"attributes.note":"NOTE"}""");
        var amelie = await contacts.GetAsync(Assert.Single(await contacts.SearchAsync("0611223344")));

        Assert.Equal(((1, 0, 0, 0, 0), (0, 0, 1, 0, 0), (0, 1, 0, 0, 0)), (first.Counts, again.Counts, noted.Counts));
        Assert.Equal(("Amélie", "Béranger"), (Text(amelie, "givenName"), Text(amelie, "familyName")));
        Assert.Equal("une ligne qui continue", (string?)amelie["attributes"]!["note"]);
    }

    [Fact]
    public async Task A_proposal_names_what_the_cards_hold()
    {
        await using var contacts = await ContactsHost.StartAsync();

        var proposal = await contacts.ProposeAsync(Encoding.UTF8.GetBytes(FromAPhone));

        Assert.Equal(("vcard", "utf-8", 1), ((string?)proposal["format"], (string?)proposal["encoding"], (int)proposal["rowsSeen"]!));
        var fields = proposal["columns"]!.AsArray().Select(c => (string?)c!["name"]).ToList();
        Assert.Contains("email2", fields);
        Assert.Contains("NOTE", fields);
        Assert.DoesNotContain("email3", fields);
        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
    }

    private static string? Text(JsonObject contact, string field) => (string?)contact[field];

    private static IEnumerable<string> Addresses(JsonObject contact, string list) =>
        contact[list]!.AsArray().Select(a => $"{a!["value"]} {a["type"]} {(bool)a["primary"]!}");
}
