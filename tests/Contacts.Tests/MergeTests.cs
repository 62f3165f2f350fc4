using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class MergeTests
{
    private static readonly object Ann = new
    {
        kind = "person", externalId = "A-1", givenName = "Ann", familyName = "Martin", emails = new[] { new { value = "ann@example.test" } }, city = "Brest", country = "FR",
        attributes = new { size = "L" },
    };

    private static readonly object Second = new
    {
        kind = "person", externalId = "B-2", givenName = "Anne", familyName = "Dupont", birthDate = "1980-02-03", emails = new[] { new { value = "second@example.test" } },
        phones = new[] { new { value = "+33612345678" } }, city = "Lyon", country = "FR", attributes = new { size = "XL", shoe = "38" },
    };

    [Fact]
    public async Task A_preview_names_what_is_filled_lost_and_moved_and_changes_nothing()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (ann, second) = await TwoAsync(contacts);

        var preview = await PreviewAsync(contacts, ann, second);

        Assert.Equal(["birthDate"], Words(preview["filled"]!));
        Assert.Equal(["givenName", "familyName", "city", "attributes.size"], Words(preview["lost"]!));
        Assert.Equal("""{"emails":1,"phones":1,"attributes":2,"externalIds":1,"notes":1,"formerIdentifiers":1}""", preview["moved"]!.ToJsonString());
        Assert.Null(preview["blockedBy"]);
        Assert.Equal(2, await contacts.ReadAsync(db => db.Contacts.CountAsync()));
        Assert.Single((await contacts.GetAsync(ann))["emails"]!.AsArray());
        Assert.Equal(2, await contacts.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Code == "contact.merge.previewed")));
    }

    [Fact]
    public async Task The_survivor_has_everything_and_is_found_by_every_identifier_either_ever_had()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (ann, second) = await TwoAsync(contacts);

        await MergedAsync(contacts, ann, second);

        var whole = await contacts.GetAsync(ann);
        Assert.Equal(("Ann", "Martin", "1980-02-03", "Brest"), ((string?)whole["givenName"], (string?)whole["familyName"], (string?)whole["birthDate"], (string?)whole["city"]));
        Assert.Equal(["ann@example.test", "second@example.test"], whole["emails"]!.AsArray().Select(e => (string)e!["value"]!));
        Assert.Equal(("L", "38"), ((string?)whole["attributes"]!["size"], (string?)whole["attributes"]!["shoe"]));
        Assert.Equal(["default:A-1", "default:B-2"], Words(whole["externalIds"]!));
        Assert.Equal(1, await contacts.ReadAsync(db => db.Notes.CountAsync(n => n.ContactId == ann)));
        foreach (var (kind, value) in new[] { ("email", "ann@example.test"), ("email", "second@example.test"), ("email", "former@example.test"), ("phone", "+33612345678"), ("externalId", "B-2") })
        {
            var match = Assert.Single(await ResolveAsync(contacts, kind, value));
            Assert.Equal((ann, second), (match!["subjectId"]!.GetValue<Guid>(), match["aliases"]![0]!.GetValue<Guid>()));
        }

        var file = await IdentifiersAsync(contacts, second);
        Assert.Equal([ann, second], file["subjectIds"]!.AsArray().Select(s => s!.GetValue<Guid>()));
        string[] known = [.. file["identifiers"]!.AsArray().Select(i => (string)i!["value"]!)];
        string[] every = ["ann@example.test", "second@example.test", "former@example.test", "+33612345678", "default:A-1", "default:B-2", "ann martin", "anne dupont", "anne dupont|1980-02-03"];
        Assert.Empty(every.Except(known));
        await MergedAsync(contacts);
        Assert.Equal(new SubjectsMerged(new SubjectId(ann), new SubjectId(second)), Assert.Single(contacts.Host.Bus.All<SubjectsMerged>()));
    }

    [Fact]
    public async Task The_second_id_means_the_survivor_to_whoever_still_uses_it()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (ann, second) = await TwoAsync(contacts);
        var third = await contacts.RegisterAsync(new { kind = "person", givenName = "Ann", emails = new[] { new { value = "third@example.test" } } });
        await MergedAsync(contacts, ann, second);
        await MergedAsync(contacts, third, ann);

        Assert.Equal(third, (await contacts.GetAsync(second))["id"]!.GetValue<Guid>());
        Assert.Equal(third, (await contacts.GetAsync(ann))["id"]!.GetValue<Guid>());
        using var patched = await contacts.PatchAsync(second, new { city = "Nantes" });
        Assert.Equal("Nantes", (string?)(await contacts.GetAsync(third))["city"]);
        using var note = await contacts.Api.PostAsJsonAsync($"/api/contacts/{ann}/notes", new { text = "By the second id" });
        Assert.Equal(HttpStatusCode.Created, note.StatusCode);
        var import = await contacts.ImportAsync(System.Text.Encoding.UTF8.GetBytes($"id,city\ngdpr:{second},Nice\n"), new { externalId = "id", city = "city" });
        Assert.Equal((0, 1, 0, 0, 0), import.Counts);
        using var sales = contacts.Host.AsRoom("sales");
        using var buyers = await sales.PostAsJsonAsync("/internal/contacts/subjects/buyers", new { subjectIds = new[] { second } });
        var buyer = Assert.Single((await buyers.Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray())!;
        Assert.Equal((second, "Ann Martin", "Nice"), (buyer["subjectId"]!.GetValue<Guid>(), (string)buyer["name"]!, (string)buyer["city"]!));
        Assert.Equal([ann, second], (await IdentifiersAsync(contacts, second))["subjectIds"]!.AsArray().Skip(1).Select(s => s!.GetValue<Guid>()).Order());
    }

    [Fact]
    public async Task An_erasure_of_the_survivor_kills_both_ids_and_finds_nothing_under_any_identifier()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (ann, second) = await TwoAsync(contacts);
        await MergedAsync(contacts, ann, second);
        var (request, known) = (Guid.CreateVersion7(), await IdentifiersAsync(contacts, ann));
        var file = new CaseFile(
            request, [new SubjectId(ann), new SubjectId(second)],
            [.. known["identifiers"]!.AsArray().Select(i => new CaseIdentifier(Enum.Parse<IdentifierKind>((string)i!["kind"]!, ignoreCase: true), (string)i["value"]!))]);
        contacts.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{request}", _ => file);
        var subject = new SubjectId(ann);

        await contacts.Host.SendAsync("contacts-participation", new CarryOut(request, "contacts", RightRequested.Erasure, 1, subject, 4, []));
        await Eventually.Async(() => Task.FromResult(contacts.Host.Bus.All<ParticipantReported>().Any(r => r.Phase == ParticipationPhase.Act)), TimeSpan.FromSeconds(20), "it is erased");
        await contacts.Host.SendAsync("contacts-participation", new VerifySubject(request, "contacts", RightRequested.Erasure, 1, subject));

        var verified = await Eventually.Async(
            () => Task.FromResult(contacts.Host.Bus.All<ParticipantReported>().LastOrDefault(r => r.Phase == ParticipationPhase.Verify)), TimeSpan.FromSeconds(20), "the check");
        Assert.Empty(verified.Data);
        Assert.Equal(2, await contacts.ReadAsync(db => db.Tombstones.CountAsync()));
        Assert.Equal(0, await contacts.ReadAsync(async db => await db.Merged.CountAsync() + await db.Identifiers.CountAsync() + await db.Notes.CountAsync()));
        Assert.Empty(Bytes.Containing(contacts.Host.DataFolder, "second@example.test"));
        Assert.Equal(HttpStatusCode.NotFound, (await contacts.Api.GetAsync($"/api/contacts/{second}")).StatusCode);
    }

    [Fact]
    public async Task Nothing_is_merged_while_a_request_is_open_or_may_be_or_processing_is_restricted()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (ann, second) = await TwoAsync(contacts);

        contacts.AskingHashes.Add(contacts.Hash(IdentifierKind.Email, "former@example.test"));
        await RefusedAsync(contacts, ann, second, HttpStatusCode.Locked, "SUBJECT_HELD");
        contacts.AskingHashes.Clear();
        contacts.Asking.Add(new SubjectId(second));
        await RefusedAsync(contacts, ann, second, HttpStatusCode.Locked, "SUBJECT_HELD");
        contacts.Asking.Clear();
        contacts.Host.Others.Cut("subject-rights");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await MergeAsync(contacts, ann, second)).Status);
        contacts.Host.Others.Mend("subject-rights");

        var request = Guid.CreateVersion7();
        contacts.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{request}", _ => new CaseFile(request, [new SubjectId(second)], []));
        await contacts.Host.PublishAsync(new SubjectsHeld(request, [new SubjectId(second)]));
        await Eventually.Async(() => contacts.ReadAsync(db => db.Holds.AnyAsync()), TimeSpan.FromSeconds(20), "the hold is known");
        await RefusedAsync(contacts, ann, second, HttpStatusCode.Locked, "SUBJECT_HELD");
        await contacts.Host.PublishAsync(new SubjectsRestricted(request, [new SubjectId(second)], RestrictionGround.Accuracy));
        await Eventually.Async(() => contacts.ReadAsync(db => db.Restrictions.AnyAsync()), TimeSpan.FromSeconds(20), "the restriction is known");
        await RefusedAsync(contacts, ann, second, HttpStatusCode.Locked, "SUBJECT_RESTRICTED");
        await contacts.Host.PublishAsync(new SubjectRequestClosed(request));
        await Eventually.Async(() => contacts.ReadAsync(async db => !await db.Holds.AnyAsync()), TimeSpan.FromSeconds(20), "the request is closed");

        await MergedAsync(contacts, ann, second);
    }

    [Fact]
    public async Task What_must_not_be_merged_is_refused_with_its_reason_and_a_repeated_key_merges_once()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (ann, second) = await TwoAsync(contacts);
        var firm = await contacts.RegisterAsync(new { kind = "organisation", organisation = "Firm" });
        var born = await contacts.RegisterAsync(new { kind = "person", givenName = "Anne", birthDate = "1991-01-01" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "MERGE_WITH_ITSELF"), await MergeAsync(contacts, ann, ann));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "MERGE_PEOPLE_ONLY"), await MergeAsync(contacts, ann, firm));
        Assert.Equal((HttpStatusCode.NotFound, "CONTACT_NOT_FOUND"), await MergeAsync(contacts, ann, Guid.CreateVersion7()));
        await RefusedAsync(contacts, second, born, HttpStatusCode.Conflict, "BIRTH_DATES_DIFFER");
        Assert.Equal((HttpStatusCode.PreconditionFailed, "CHANGED_MEANWHILE"), await MergeAsync(contacts, ann, second, ifMatch: "\"77\""));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "CHANGED_MEANWHILE"), await MergeAsync(contacts, ann, second, absorbedVersion: 77));

        var version = (await PreviewAsync(contacts, ann, second))["absorbedVersion"]!.GetValue<int>();
        Assert.Equal(HttpStatusCode.OK, (await MergeAsync(contacts, ann, second, absorbedVersion: version, key: "once")).Status);
        Assert.Equal(HttpStatusCode.OK, (await MergeAsync(contacts, ann, second, absorbedVersion: version, key: "once")).Status);
        await MergedAsync(contacts);
        Assert.Single(contacts.Host.Bus.All<SubjectsMerged>());
        Assert.Equal(2, await contacts.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Code == "contact.merged")));
    }

    private static Task MergedAsync(ContactsHost contacts) =>
        Eventually.Async(() => Task.FromResult(contacts.Host.Bus.All<SubjectsMerged>().Any()), TimeSpan.FromSeconds(20), "the merging is announced");

    private static async Task<(Guid Ann, Guid Second)> TwoAsync(ContactsHost contacts)
    {
        var ann = await contacts.RegisterAsync(Ann);
        var second = await contacts.RegisterAsync(new { kind = "person", emails = new[] { new { value = "former@example.test" } } });
        using var changed = await contacts.PatchAsync(second, Second);
        using var external = await contacts.PatchAsync(second, new { externalId = "B-2" });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var note = await contacts.Api.PostAsJsonAsync($"/api/contacts/{second}/notes", new { text = "Of the second" });
        return (ann, second);
    }

    private static async Task<JsonObject> PreviewAsync(ContactsHost contacts, Guid survivor, Guid absorbed)
    {
        using var answer = await contacts.Api.PostAsJsonAsync($"/api/contacts/{survivor}/merge/preview", new { absorbedId = absorbed });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>The preview says the same as the merge does.</summary>
    private static async Task RefusedAsync(ContactsHost contacts, Guid survivor, Guid absorbed, HttpStatusCode status, string code)
    {
        var preview = await PreviewAsync(contacts, survivor, absorbed);
        Assert.Equal(code, (string?)preview["blockedBy"]);
        Assert.Equal((status, code), await MergeAsync(contacts, survivor, absorbed, absorbedVersion: preview["absorbedVersion"]!.GetValue<int>()));
    }

    private static async Task MergedAsync(ContactsHost contacts, Guid survivor, Guid absorbed)
    {
        var preview = await PreviewAsync(contacts, survivor, absorbed);
        var (status, code) = await MergeAsync(contacts, survivor, absorbed, $"\"{preview["version"]}\"", preview["absorbedVersion"]!.GetValue<int>());
        Assert.True(status == HttpStatusCode.OK, $"{status} {code}");
    }

    private static async Task<(HttpStatusCode Status, string? Code)> MergeAsync(
        ContactsHost contacts, Guid survivor, Guid absorbed, string ifMatch = "*", int? absorbedVersion = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/contacts/{survivor}/merge");
        var version = absorbedVersion ?? await contacts.ReadAsync(db => db.Contacts.Where(c => c.Id == absorbed).Select(c => c.Version).SingleOrDefaultAsync());
        request.Content = JsonContent.Create(new { absorbedId = absorbed, absorbedVersion = version });
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await ContactsHost.CodeOfAsync(await contacts.Api.SendAsync(request));
    }

    private static async Task<JsonArray> ResolveAsync(ContactsHost contacts, string kind, string value)
    {
        using var client = contacts.Host.AsRoom("subject-rights");
        using var answer = await client.PostAsJsonAsync("/internal/contacts/subjects/resolve", new { identifiers = new[] { new { kind, value } } });
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["matches"]!.AsArray();
    }

    private static async Task<JsonObject> IdentifiersAsync(ContactsHost contacts, Guid id)
    {
        using var client = contacts.Host.AsRoom("subject-rights");
        return (await client.GetFromJsonAsync<JsonObject>($"/internal/contacts/subjects/{id}/identifiers"))!;
    }

    private static IEnumerable<string> Words(JsonNode list) => list.AsArray().Select(w => (string)w!);
}
