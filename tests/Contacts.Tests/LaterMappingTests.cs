using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Contacts.Data;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

/// <summary>A file that comes before anybody has said what its columns are.</summary>
public sealed class LaterMappingTests
{
    private static readonly byte[] File = Encoding.UTF8.GetBytes("Nr;Vorname;mail;Prénom\n1;Ann;ann@example.test;Anne\n2;Bob;not-an-address;Robert\n");

    [Fact]
    public async Task A_file_waits_is_proposed_for_without_a_value_and_begins_once_it_is_mapped()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.UploadAsync(File, "later");

        Assert.Equal("awaitingMapping", (await contacts.ViewAsync(id)).Status);
        var proposal = await contacts.Api.GetStringAsync($"/api/contacts/imports/{id}/proposal");
        using var mapped = await MapAsync(contacts, id, new { externalId = "Nr", givenName = "Prénom", email = "mail" });
        var import = await contacts.EndOfAsync(id);
        using var again = await MapAsync(contacts, id, new { email = "mail" });

        Assert.Contains("\"field\":\"email\"", proposal, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@example.test", proposal, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Accepted, "completed", (1L, 0L, 0L, 1L, 0L)), (mapped.StatusCode, import.Status, import.Counts));
        Assert.Equal("Anne", (string?)(await contacts.GetAsync(Assert.Single(await contacts.SearchAsync("ann@example.test"))))["givenName"]);
        Assert.Equal((HttpStatusCode.Conflict, "IMPORT_NOT_WAITING"), await ContactsHost.CodeOfAsync(again));
        var listed = await contacts.Api.GetFromJsonAsync<JsonObject>("/api/contacts/imports");
        Assert.Equal((id, "completed"), ((Guid)listed!["items"]![0]!["id"]!, (string?)listed["items"]![0]!["status"]));
    }

    [Fact]
    public async Task A_mapping_without_key_or_with_another_encoding_leaves_the_file_waiting()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.UploadAsync(File, "later");

        using var keyless = await MapAsync(contacts, id, new { givenName = "Vorname" });
        using var other = await MapAsync(contacts, id, new { email = "mail", file = new { encoding = "utf-16" } });
        using var provenance = await MapAsync(contacts, id, new { email = "mail", provenance = new { origin = "purchased" } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "MAPPING_KEY_MISSING"), await ContactsHost.CodeOfAsync(keyless));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IMPORT_ENCODING_WRONG"), await ContactsHost.CodeOfAsync(other));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "PROVENANCE_INCOMPLETE"), await ContactsHost.CodeOfAsync(provenance));
        Assert.Equal("awaitingMapping", (await contacts.ViewAsync(id)).Status);
    }

    [Fact]
    public async Task A_file_taken_back_is_destroyed_and_never_imported()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.UploadAsync(File, "later");

        using var gone = await contacts.Api.DeleteAsync($"/api/contacts/imports/{id}");
        using var mapped = await MapAsync(contacts, id, new { email = "mail" });

        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, "IMPORT_NOT_WAITING"), await ContactsHost.CodeOfAsync(mapped));
        await contacts.PiecesGoneAsync();
        Assert.Equal((0, "IMPORT_TAKEN_BACK"), (await contacts.ReadAsync(db => db.Contacts.CountAsync()), (await contacts.ViewAsync(id)).Code));
    }

    [Fact]
    public async Task A_file_that_nobody_maps_is_destroyed_after_a_day()
    {
        var clock = new MovableClock();
        await using var contacts = await ContactsHost.StartAsync(o => o.Clock = clock);
        var id = await contacts.UploadAsync(File, "later");

        clock.Advance(TimeSpan.FromHours(25));

        await Eventually.Async(
            () => contacts.ReadAsync(async db => await db.Imports.AnyAsync(i => i.Code == "IMPORT_NOT_MAPPED" && i.Key == null) && !await db.ImportChunks.AnyAsync()),
            TimeSpan.FromSeconds(30),
            "key and pieces are gone");
        using var late = await MapAsync(contacts, id, new { email = "mail" });
        Assert.Equal((HttpStatusCode.Conflict, "IMPORT_NOT_WAITING"), await ContactsHost.CodeOfAsync(late));
    }

    [Fact]
    public async Task One_key_is_one_mapping_and_the_spelling_of_the_encoding_does_not_matter()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.UploadAsync(File, "later");

        using var first = await MapAsync(contacts, id, new { email = "mail", file = new { encoding = "UTF-8" } }, key: "k1");
        using var same = await MapAsync(contacts, id, new { email = "mail", file = new { encoding = "UTF-8" } }, key: "k1");
        using var other = await MapAsync(contacts, id, new { externalId = "Nr" }, key: "k1");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, same.StatusCode));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED"), await ContactsHost.CodeOfAsync(other));
    }

    private static async Task<HttpResponseMessage> MapAsync(ContactsHost contacts, Guid id, object mapping, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/contacts/imports/{id}/mapping") { Content = JsonContent.Create(mapping) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await contacts.Api.SendAsync(request);
    }
}
