using System.Net;
using System.Net.Http.Json;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Contacts;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class RegisterContactTests
{
    private static readonly object Marie = new
    {
        kind = "person",
        externalId = "crm:42",
        givenName = "Marie",
        familyName = "Noël",
        emails = new[] { new { value = "Marie.Noel@Example.test", type = "home", primary = true, verified = true } },
        phones = new[] { new { value = "06 12 34 56 78", type = "mobile", primary = true, verified = false } },
        birthDate = "1980-02-29",
        street = "1 rue de la Paix",
        postalCode = "75002",
        city = "Paris",
        country = "FR",
        language = "fr",
        audience = "B2C",
        source = new { origin = "web-form", obtainedAt = "2026-01-05T10:00:00+01:00", act = "form" },
        attributes = new Dictionary<string, string> { ["loyalty"] = "gold" },
    };

    [Fact]
    public async Task A_person_is_read_back_as_stated_with_the_origin_of_each_field()
    {
        await using var contacts = await ContactsHost.StartAsync();

        var id = await contacts.RegisterAsync(Marie);
        var read = await contacts.GetAsync(id);

        Assert.Equal(id, read["subjectId"]!.GetValue<Guid>());
        Assert.Equal("crm:42", (string?)read["externalId"]);
        Assert.Equal("Noël", (string?)read["familyName"]);
        Assert.Equal("Marie.Noel@Example.test", (string?)read["emails"]![0]!["value"]);
        Assert.Equal("+33612345678", (string?)read["phones"]![0]!["value"]);
        Assert.Equal("1980-02-29", (string?)read["birthDate"]);
        Assert.Equal("gold", (string?)read["attributes"]!["loyalty"]);
        Assert.Equal("web-form", (string?)read["origins"]!["email"]!["origin"]);
        Assert.Equal("form", (string?)read["origins"]!["attributes.loyalty"]!["act"]);
        Assert.Equal("web-form", (string?)read["source"]!["origin"]);
        Assert.Equal("B2C", (string?)read["audience"]);
        await Eventually.Async(
            () => Task.FromResult(contacts.Host.Bus.All<SubjectsRegistered>().Any(m => m.SubjectIds.SequenceEqual([new SubjectId(id)]))),
            TimeSpan.FromSeconds(10),
            "the person is announced");
        Assert.Equal(1, await contacts.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Code == "contact.read" && a.SubjectId == new SubjectId(id))));
    }

    [Fact]
    public async Task An_organisation_has_no_subject_id_and_is_not_announced()
    {
        await using var contacts = await ContactsHost.StartAsync();
        contacts.Host.Others.Cut("consent");

        var id = await contacts.RegisterAsync(new { kind = "organisation", organisation = "Société Exemple" });

        Assert.Null((await contacts.GetAsync(id))["subjectId"]);
        Assert.Empty(contacts.Host.Bus.All<SubjectsRegistered>());
    }

    [Theory]
    [InlineData("EMAIL_INVALID", """{"kind":"person","emails":[{"value":"not an address"}]}""")]
    [InlineData("PHONE_INVALID", """{"kind":"person","phones":[{"value":"call me"}]}""")]
    [InlineData("COUNTRY_UNKNOWN", """{"kind":"person","givenName":"A","country":"XX"}""")]
    [InlineData("LANGUAGE_INVALID", """{"kind":"person","givenName":"A","language":"français!"}""")]
    [InlineData("DATE_IN_FUTURE", """{"kind":"person","givenName":"A","birthDate":"2990-01-01"}""")]
    [InlineData("DATE_INVALID", """{"kind":"person","givenName":"A","birthDate":"1990-02-30"}""")]
    [InlineData("CONTACT_EMPTY", """{"kind":"person"}""")]
    [InlineData("KIND_INVALID", """{"givenName":"A"}""")]
    [InlineData("EXTERNAL_ID_INVALID", """{"kind":"person","externalId":":"}""")]
    [InlineData("DATE_IN_FUTURE", """{"kind":"person","givenName":"A","source":{"origin":"x","obtainedAt":"2990-01-01T00:00:00Z"}}""")]
    public async Task What_breaks_a_rule_is_refused_with_its_code_and_nothing_is_kept(string code, string body)
    {
        await using var contacts = await ContactsHost.StartAsync();

        var answer = await ContactsHost.CodeOfAsync(await contacts.Api.PostAsync("/api/contacts/", new StringContent(body, null, "application/json")));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, code), answer);
        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
    }

    [Fact]
    public async Task Limits_of_length_and_number_answer_422()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var emails = Enumerable.Range(0, 21).Select(i => new { value = $"p{i}@example.test" });
        var attributes = Enumerable.Range(0, 51).ToDictionary(i => $"a{i}", _ => "x");

        Assert.Equal("FIELD_TOO_LONG", (await contacts.TryRegisterAsync(new { kind = "person", givenName = new string('x', 201) })).Code);
        Assert.Equal("ADDRESSES_TOO_MANY", (await contacts.TryRegisterAsync(new { kind = "person", emails })).Code);
        Assert.Equal("ATTRIBUTES_TOO_MANY", (await contacts.TryRegisterAsync(new { kind = "person", givenName = "A", attributes })).Code);
        Assert.Equal(
            "FIELD_TOO_LONG",
            (await contacts.TryRegisterAsync(new { kind = "person", givenName = "A", attributes = new { note = new string('x', 501) } })).Code);
    }

    [Fact]
    public async Task One_external_id_is_one_contact()
    {
        await using var contacts = await ContactsHost.StartAsync();
        await contacts.RegisterAsync(Marie);

        var second = await contacts.TryRegisterAsync(new { kind = "person", givenName = "Other", externalId = "CRM:42" });

        Assert.Equal((HttpStatusCode.Conflict, "EXTERNAL_ID_TAKEN"), second);
    }

    [Fact]
    public async Task The_same_idempotency_key_creates_one_contact()
    {
        await using var contacts = await ContactsHost.StartAsync();
        contacts.Api.DefaultRequestHeaders.Add("Idempotency-Key", "k-1");

        var first = await contacts.RegisterAsync(Marie);
        var again = await contacts.RegisterAsync(Marie);
        var other = await contacts.TryRegisterAsync(new { kind = "person", givenName = "Other" });

        Assert.Equal(first, again);
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", other.Code);
        Assert.Equal(1, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
    }

    [Fact]
    public async Task Without_the_erasure_ledger_or_the_suppressions_nobody_is_created()
    {
        await using var contacts = await ContactsHost.StartAsync();

        foreach (var room in (string[])["subject-rights", "consent"])
        {
            contacts.Host.Others.Cut(room);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "UNAVAILABLE"), await contacts.TryRegisterAsync(Marie));
            contacts.Host.Others.Mend(room);
        }

        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
    }

    [Fact]
    public async Task An_erased_person_comes_back_only_by_an_act_after_the_erasure()
    {
        await using var contacts = await ContactsHost.StartAsync();
        contacts.Erased[contacts.Hash(IdentifierKind.Email, "back@example.test")] = DateTimeOffset.Parse("2026-03-01T00:00:00Z");
        object Person(string act, string at) => new
        {
            kind = "person", givenName = "B", emails = new[] { new { value = "Back@Example.test" } }, source = new { origin = "shop", act, obtainedAt = at },
        };

        Assert.Equal((HttpStatusCode.Conflict, "SUBJECT_ERASED"), await contacts.TryRegisterAsync(Person("none", "2026-04-01T00:00:00Z")));
        Assert.Equal((HttpStatusCode.Conflict, "SUBJECT_ERASED"), await contacts.TryRegisterAsync(Person("order", "2026-02-01T00:00:00Z")));
        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync()));

        contacts.Suppressed.Add(contacts.Hash(IdentifierKind.Email, "back@example.test"));
        var id = await contacts.RegisterAsync(Person("order", "2026-04-01T00:00:00Z"));
        Assert.Equal([new SubjectId(id)], contacts.Bound);
    }

    [Fact]
    public async Task Scopes_decide_who_reads_and_who_writes()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var reader = contacts.Host.Client("contacts.read");
        var other = contacts.Host.Client("consent.write");

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync("/api/contacts/", Marie)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await reader.PostAsJsonAsync("/api/contacts/search", new { query = "x" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsJsonAsync("/api/contacts/search", new { query = "x" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await contacts.Host.Stranger().GetAsync("/api/contacts/changes")).StatusCode);
    }
}
