using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class ChangeContactTests
{
    private static readonly object Jean = new
    {
        kind = "person", givenName = "Jean", familyName = "Dupont", city = "Lyon", emails = new[] { new { value = "jean@example.test" } },
    };

    [Fact]
    public async Task What_is_given_changes_null_clears_and_the_rest_stays()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.RegisterAsync(Jean);

        using var answer = await contacts.PatchAsync(id, new { givenName = "Jeanne", city = (string?)null });
        var read = await contacts.GetAsync(id);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Jeanne", (string?)read["givenName"]);
        Assert.Equal("Dupont", (string?)read["familyName"]);
        Assert.Null(read["city"]);
        Assert.Equal("jean@example.test", (string?)read["emails"]![0]!["value"]);
    }

    [Fact]
    public async Task Two_editors_cannot_overwrite_each_other()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.RegisterAsync(Jean);
        using var seen = await contacts.Api.GetAsync($"/api/contacts/{id}");
        var tag = seen.Headers.ETag!.ToString();

        using var first = await contacts.PatchAsync(id, new { emails = new[] { new { value = "jean2@example.test" } } }, tag);
        var second = await ContactsHost.CodeOfAsync(await contacts.PatchAsync(id, new { givenName = "B" }, tag));
        var without = await ContactsHost.CodeOfAsync(await contacts.PatchAsync(id, new { givenName = "B" }, ""));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.NotEqual(tag, first.Headers.ETag!.ToString());
        Assert.Equal((HttpStatusCode.PreconditionFailed, "CHANGED_MEANWHILE"), second);
        Assert.Equal((HttpStatusCode)428, without.Status);
    }

    [Fact]
    public async Task A_person_is_found_by_every_present_identifier_and_resolved_by_every_past_one()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.RegisterAsync(Jean);
        using var answer = await contacts.PatchAsync(id, new { emails = new[] { new { value = "new@example.test" } }, familyName = "Martin" });
        var inside = contacts.Host.AsRoom("subject-rights");

        using var resolved = await inside.PostAsJsonAsync(
            "/internal/contacts/subjects/resolve", new { identifiers = new[] { new { kind = "email", value = "JEAN@example.test" } } });
        var known = await inside.GetFromJsonAsync<JsonObject>($"/internal/contacts/subjects/{id}/identifiers");

        Assert.Equal([id], await contacts.SearchAsync("NEW@example.test"));
        Assert.Empty(await contacts.SearchAsync("jean@example.test"));
        Assert.Equal([id], await contacts.SearchAsync("mart"));
        Assert.Equal(id, (await resolved.Content.ReadFromJsonAsync<JsonObject>())!["matches"]![0]!["subjectId"]!.GetValue<Guid>());
        var values = known!["identifiers"]!.AsArray().Select(i => $"{i!["kind"]} {i["value"]}").Order().ToArray();
        Assert.Equal(["email jean@example.test", "email new@example.test", "name jean dupont", "name jean martin"], values);
    }

    [Fact]
    public async Task While_a_request_is_carried_out_the_person_is_not_edited()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.RegisterAsync(Jean);
        await contacts.ReadAsync(async db =>
        {
            db.Holds.Add(new SubjectHold { RequestId = Guid.CreateVersion7(), SubjectId = new SubjectId(id), Since = db.Now, EditsHeld = true });
            return await db.SaveChangesAsync();
        });

        Assert.Equal("SUBJECT_HELD", (await ContactsHost.CodeOfAsync(await contacts.PatchAsync(id, new { givenName = "B" }))).Code);
    }

    [Fact]
    public async Task An_upsert_creates_then_changes_then_does_nothing()
    {
        await using var contacts = await ContactsHost.StartAsync();
        const string Path = "/api/contacts/by-external-id/shop/A-1";

        using var created = await contacts.Api.PutAsJsonAsync(Path, new { givenName = "Ada", country = "FR" });
        using var changed = await contacts.Api.PutAsJsonAsync(Path, new { familyName = "Love" });
        using var same = await contacts.Api.PutAsJsonAsync(Path, new { familyName = "Love" });

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(changed.Headers.ETag, same.Headers.ETag);
        Assert.Equal(1, await contacts.ReadAsync(db => db.Contacts.CountAsync(c => c.GivenName == "Ada" && c.FamilyName == "Love")));
        Assert.Equal(2, await contacts.ReadAsync(db => db.Origins.CountAsync()));
    }

    [Fact]
    public async Task An_upsert_that_names_a_version_changes_that_one_only()
    {
        await using var contacts = await ContactsHost.StartAsync();
        const string Path = "/api/contacts/by-external-id/shop/A-1";
        using var created = await contacts.Api.PutAsJsonAsync(Path, new { givenName = "Ada", country = "FR" });
        using var changed = await contacts.Api.PutAsJsonAsync(Path, new { familyName = "Love" });

        using var stale = new HttpRequestMessage(HttpMethod.Put, Path) { Content = JsonContent.Create(new { familyName = "Lace" }) };
        stale.Headers.IfMatch.Add(created.Headers.ETag!);
        using var late = await contacts.Api.SendAsync(stale);
        using var fresh = new HttpRequestMessage(HttpMethod.Put, Path) { Content = JsonContent.Create(new { familyName = "Lovelace" }) };
        fresh.Headers.IfMatch.Add(changed.Headers.ETag!);
        using var current = await contacts.Api.SendAsync(fresh);

        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.OK), (late.StatusCode, current.StatusCode));
        Assert.Equal("Lovelace", await contacts.ReadAsync(db => db.Contacts.Select(c => c.FamilyName).SingleAsync()));
    }

    [Fact]
    public async Task Hashes_are_given_to_consent_alone_under_the_current_key_and_never_of_a_name()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.RegisterAsync(Jean);
        using var renamed = await contacts.PatchAsync(id, new { familyName = "Martin" });
        Assert.Equal(1, await contacts.ReadAsync(db => db.Identifiers.CountAsync(i => i.Kind == IdentifierKind.Name)));
        var question = new { subjectIds = new[] { id, Guid.CreateVersion7() } };

        using var refused = await contacts.Host.AsRoom("campaigns").PostAsJsonAsync("/internal/contacts/subjects/hashes", question);
        using var answer = await contacts.Host.AsRoom("consent").PostAsJsonAsync("/internal/contacts/subjects/hashes", question);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var items = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray();
        Assert.Equal([contacts.Hash(IdentifierKind.Email, "jean@example.test")], Assert.Single(items)!["hashes"]!.AsArray().Select(h => (string)h!));
        Assert.True(items[0]!.AsObject().ContainsKey("audience") && items[0]!.AsObject().ContainsKey("country"));
    }

    [Fact]
    public async Task Changes_are_followed_by_cursor_with_ids_and_times_only()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await contacts.RegisterAsync(new { kind = "person", givenName = $"P{i}" }));
        }

        var first = await Eventually.Async(
            async () => await contacts.Api.GetFromJsonAsync<JsonObject>("/api/contacts/changes?limit=2") is { } page && page["items"]!.AsArray().Count == 2 ? page : null,
            TimeSpan.FromSeconds(15),
            "two changes are shown");
        var rest = await Eventually.Async(
            async () => await contacts.Api.GetFromJsonAsync<JsonObject>($"/api/contacts/changes?after={first["next"]}") is { } page && page["items"]!.AsArray().Count == 1 ? page : null,
            TimeSpan.FromSeconds(15),
            "the third is shown");

        Assert.Equal(ids, [.. first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(i => i!["id"]!.GetValue<Guid>())]);
        Assert.Equal(["id", "changedAt"], first["items"]![0]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task Notes_are_kept_in_order_and_their_reading_is_recorded()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.RegisterAsync(Jean);

        using var one = await contacts.Api.PostAsJsonAsync($"/api/contacts/{id}/notes", new { text = "Called about the offer" });
        using var two = await contacts.Api.PostAsJsonAsync($"/api/contacts/{id}/notes", new { text = "Will call back" });
        var notes = await contacts.Api.GetFromJsonAsync<JsonObject>($"/api/contacts/{id}/notes");
        var empty = await ContactsHost.CodeOfAsync(await contacts.Api.PostAsJsonAsync($"/api/contacts/{id}/notes", new { text = "" }));

        Assert.Equal(["Called about the offer", "Will call back"], notes!["items"]!.AsArray().Select(n => (string?)n!["text"]));
        Assert.Equal("NOTE_EMPTY", empty.Code);
        Assert.Equal(1, await contacts.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Code == "contact.notes.read")));
    }
}
