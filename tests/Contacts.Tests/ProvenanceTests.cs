using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Messages.Contacts;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

/// <summary>Where data came from, who handed them over, and whether we were named: told to Consent, which owes people a notice (Art. 14).</summary>
public sealed class ProvenanceTests
{
    private static readonly byte[] File = Encoding.UTF8.GetBytes("id,mail\r\n1,a@example.test\r\n2,b@example.test\r\n");

    private static object Mapping(object? provenance) => new { externalId = "id", email = "mail", key = "externalId", provenance };

    [Fact]
    public async Task A_bought_file_carries_its_provenance_to_each_person_and_to_consent()
    {
        await using var contacts = await ContactsHost.StartAsync();

        var import = await contacts.ImportAsync(File, Mapping(new { origin = "purchased", obtainedAt = "2026-10-01", supplier = "Fichiers Durand", partnersNamed = false }));

        Assert.Equal((2, 0, 0, 0, 0), import.Counts);
        var id = Assert.Single(await contacts.SearchAsync("a@example.test"));
        var source = (await contacts.GetAsync(id))["source"]!;
        Assert.Equal(("purchased", "Fichiers Durand", false, "2026-10-01"), (source["provenance"]!.GetValue<string>(), source["supplier"]!.GetValue<string>(), source["partnersNamed"]!.GetValue<bool>(), source["obtainedAt"]!.GetValue<DateTimeOffset>().ToString("yyyy-MM-dd")));
        var told = await ToldAsync(contacts, id);
        Assert.Equal(("purchased", "Fichiers Durand", false), (told!["origin"]!.GetValue<string>(), told["supplier"]!.GetValue<string>(), told["partnersNamed"]!.GetValue<bool>()));
    }

    [Theory]
    [InlineData("purchased", null, true)]
    [InlineData("partner", "Club", null)]
    [InlineData(null, "Club", true)]
    public async Task What_was_bought_or_received_names_its_supplier_and_says_whether_we_were_named(string? origin, string? supplier, bool? partnersNamed)
    {
        await using var contacts = await ContactsHost.StartAsync();
        var provenance = new { origin, supplier, partnersNamed };

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "PROVENANCE_INCOMPLETE"), await ContactsHost.CodeOfAsync(await contacts.TryUploadAsync(File, Mapping(provenance))));
        var (status, code) = await contacts.TryRegisterAsync(new { kind = "person", givenName = "Ann", source = new { origin = "crm", act = "none", provenance } });

        Assert.Equal(((int)HttpStatusCode.BadRequest, "PROVENANCE_INCOMPLETE"), ((int)status is 400 or 422 ? 400 : (int)status, code));
        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
    }

    [Fact]
    public async Task An_unknown_word_of_provenance_is_refused()
    {
        await using var contacts = await ContactsHost.StartAsync();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "MAPPING_PROVENANCE_UNKNOWN"), await ContactsHost.CodeOfAsync(await contacts.TryUploadAsync(File, Mapping(new { origin = "found" }))));
    }

    [Fact]
    public async Task What_the_person_did_is_an_origin_too_and_what_nobody_said_is_none()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var buyer = await contacts.RegisterAsync(new { kind = "person", givenName = "Ann", source = new { origin = "shop", act = "order" } });
        var unknown = await contacts.RegisterAsync(new { kind = "person", givenName = "Bob" });

        Assert.Equal("order", (await ToldAsync(contacts, buyer))!["origin"]!.GetValue<string>());
        Assert.Null(await ToldAsync(contacts, unknown));

        using var patched = await contacts.PatchAsync(unknown, new { city = "Lyon", source = new { origin = "list", act = "none", provenance = new { origin = "partner", supplier = "Club", partnersNamed = true } } });
        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        Assert.Equal("partner", (await ToldAsync(contacts, unknown))!["origin"]!.GetValue<string>());
        await Eventually.Async(
            () => Task.FromResult(contacts.Host.Bus.All<SubjectsRegistered>().Count(m => m.SubjectIds.Contains(new SubjectId(unknown))) == 2),
            TimeSpan.FromSeconds(20), "the new origin is announced");
    }

    [Fact]
    public async Task Consent_learns_when_somebody_was_first_given_to_others_since_a_moment()
    {
        await using var contacts = await ContactsHost.StartAsync(o => o.Settings["Gdpr:Disclosures:OwnClients:0"] = "test-client");
        var (given, kept) = (await contacts.RegisterAsync(new { kind = "person", givenName = "Ann" }), await contacts.RegisterAsync(new { kind = "person", givenName = "Bob" }));
        using var shop = contacts.Host.Client(sub: "shop-sync");
        var before = TimeProvider.System.GetUtcNow();
        await shop.GetStringAsync($"/api/contacts/{given}");

        Assert.Equal([given], await FirstAsync(before.AddMinutes(-1)));
        Assert.Empty(await FirstAsync(before.AddMinutes(1)));

        async Task<Guid[]> FirstAsync(DateTimeOffset since)
        {
            using var consent = contacts.Host.AsRoom("consent");
            using var answer = await consent.PostAsJsonAsync("/internal/contacts/subjects/first-disclosures", new { items = new[] { given, kept }.Select(s => new { subjectId = s, at = since }) });
            return [.. (await answer.Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray().Select(i => i!["subjectId"]!.GetValue<Guid>())];
        }
    }

    private static async Task<JsonNode?> ToldAsync(ContactsHost contacts, Guid id)
    {
        using var consent = contacts.Host.AsRoom("consent");
        using var answer = await consent.PostAsJsonAsync("/internal/contacts/subjects/hashes", new { subjectIds = new[] { id } });
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["items"]![0]!["provenance"];
    }
}
