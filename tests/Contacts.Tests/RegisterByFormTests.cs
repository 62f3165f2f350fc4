using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel.Identifiers;

namespace Gdpr.Contacts.Tests;

/// <summary>A confirmed form is the person's own act: it makes somebody known, changes nobody, and lets who was erased come back as somebody new.</summary>
public sealed class RegisterByFormTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Whoever_has_the_address_stays_as_they_are_and_a_stranger_becomes_known_with_their_origin()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var known = await contacts.RegisterAsync(new { kind = "person", familyName = "Martin", emails = new[] { new { value = "ann@example.test", primary = true } } });

        Assert.Equal(known, await FormAsync(contacts, "ANN@example.test", "Other"));
        var stranger = await FormAsync(contacts, "bob@example.test", "Bob", phone: "no number");
        Assert.Equal(stranger, await FormAsync(contacts, "bob@example.test", "Bob"));

        Assert.DoesNotContain("Other", (await contacts.GetAsync(known)).ToJsonString(), StringComparison.Ordinal);
        var bob = (await contacts.GetAsync(stranger)).ToJsonString();
        Assert.All(["\"Bob\"", "\"form\"", "newsletter-footer"], word => Assert.Contains(word, bob, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_was_erased_before_comes_back_as_somebody_new_and_an_entry_older_than_the_erasure_does_not()
    {
        await using var contacts = await ContactsHost.StartAsync();
        contacts.Erased[contacts.Hash(IdentifierKind.Email, "gone@example.test")] = Now.AddDays(-1);
        contacts.Erased[contacts.Hash(IdentifierKind.Email, "late@example.test")] = Now.AddMinutes(-1);

        Assert.NotEqual(Guid.Empty, await FormAsync(contacts, "gone@example.test", "New"));
        using var late = await PostAsync(contacts, "late@example.test", "Old", null);

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("SUBJECT_ERASED", (await late.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.GetValue<string>());
    }

    private static Task<HttpResponseMessage> PostAsync(ContactsHost contacts, string email, string givenName, string? phone) =>
        contacts.Host.AsRoom("consent").PostAsJsonAsync(
            "/internal/contacts/subjects/by-form", new { form = "newsletter-footer", email, givenName, phone, language = "fr", obtainedAt = Now.AddMinutes(-5) });

    private static async Task<Guid> FormAsync(ContactsHost contacts, string email, string givenName, string? phone = null)
    {
        using var answer = await PostAsync(contacts, email, givenName, phone);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["subjectId"]!.GetValue<Guid>();
    }
}
