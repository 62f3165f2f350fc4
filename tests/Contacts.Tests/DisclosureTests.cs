using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Contacts.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

/// <summary>Who received a person's data from here is written when it happens, and said when a request about the person comes.</summary>
public sealed class DisclosureTests
{
    private static readonly Guid Request = Guid.CreateVersion7();

    [Fact]
    public async Task A_reading_by_an_integrator_and_a_file_for_somebody_are_disclosures_and_those_of_the_house_are_not()
    {
        await using var contacts = await ContactsHost.StartAsync(o => o.Settings["Gdpr:Disclosures:OwnClients:0"] = "test-client");
        var ann = await contacts.RegisterAsync(new { kind = "person", givenName = "Ann", familyName = "Moss", emails = new[] { new { value = "ann@example.test" } } });
        var bob = await contacts.RegisterAsync(new { kind = "person", givenName = "Bob", familyName = "Moss" });
        await contacts.GetAsync(ann);
        Assert.Empty(await OfAsync(contacts, ann));

        using var shop = contacts.Host.Client(sub: "shop-sync");
        await shop.GetStringAsync($"/api/contacts/{ann}");
        await shop.GetStringAsync($"/api/contacts/{ann}");
        using (await shop.PostAsJsonAsync("/api/contacts/search", new { query = "moss" }))
        {
        }

        Assert.Equal(["integrator:shop-sync"], await OfAsync(contacts, ann));
        Assert.Equal(["integrator:shop-sync"], await OfAsync(contacts, bob));

        using (var file = await contacts.Api.PostAsJsonAsync("/api/contacts/exports", new { format = "csv", recipient = "Imprimerie Petit" }))
        {
            Assert.Contains("ann@example.test", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(["export:Imprimerie Petit", "integrator:shop-sync"], await OfAsync(contacts, ann));

        contacts.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{Request}", _ => new CaseFile(Request, [new SubjectId(ann)], []));
        contacts.Host.Others.OnPost<IdentifiersFound>("subject-rights", $"internal/subject-rights/case-files/{Request}/identifiers", f => new IdentifiersAdded(0));
        var located = await AskAsync(contacts, new LocateSubject(Request, "contacts", RightRequested.Erasure, 1, new SubjectId(ann)), ParticipationPhase.Locate);
        Assert.Equal(["export:Imprimerie Petit", "integrator:shop-sync"], located.Recipients!);
        await AskAsync(contacts, new CarryOut(Request, "contacts", RightRequested.Erasure, 2, new SubjectId(ann), 1, []), ParticipationPhase.Act);
        Assert.Empty(await OfAsync(contacts, ann));
        Assert.Equal(2, (await OfAsync(contacts, bob)).Count);
    }

    [Fact]
    public async Task An_integrator_reads_what_it_is_told_and_acknowledges_it_in_its_own_name()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var notice = Guid.CreateVersion7();
        contacts.Host.Others.OnPost<JsonObject>("subject-rights", "internal/subject-rights/notices/read", q =>
            q["recipient"]!.GetValue<string>() == "integrator:shop-sync" ? new[] { new { id = notice, right = "erasure", subjectId = Guid.NewGuid(), at = DateTimeOffset.UtcNow } } : null);
        contacts.Host.Others.OnPost<JsonObject>("subject-rights", $"internal/subject-rights/notices/{notice}/acknowledgement", q =>
            q["recipient"]!.GetValue<string>() == "integrator:shop-sync" ? new { id = notice, right = "erasure", at = DateTimeOffset.UtcNow, toldAt = DateTimeOffset.UtcNow } : null);
        using var shop = contacts.Host.Client("contacts.read", "shop-sync");
        using var other = contacts.Host.Client("contacts.read", "other");

        var page = JsonNode.Parse(await shop.GetStringAsync("/api/contacts/notices"))!;

        Assert.Equal(notice, page["items"]![0]!["id"]!.GetValue<Guid>());
        using var told = await shop.PostAsync($"/api/contacts/notices/{notice}/acknowledgement", null);
        Assert.NotNull(JsonNode.Parse(await told.Content.ReadAsStringAsync())!["toldAt"]);
        Assert.Equal((System.Net.HttpStatusCode.NotFound, "NOTICE_NOT_FOUND"), await ContactsHost.CodeOfAsync(await other.PostAsync($"/api/contacts/notices/{notice}/acknowledgement", null)));
    }

    [Fact]
    public async Task Words_about_others_lose_the_spans_that_were_marked_and_the_check_counts_the_rest()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var ann = await contacts.RegisterAsync(new { kind = "person", givenName = "Zyxomira", familyName = "Quondevil", birthDate = "1970-01-02" });
        var friend = await contacts.RegisterAsync(new { kind = "person", givenName = "Friend", attributes = new { manager = "Quondevil, Zyxomira" } });
        const string text = "Zyxomira Quondevil introduced him; call ZYXOMIRA QUONDÉVIL first";
        using var note = await contacts.Api.PostAsJsonAsync($"/api/contacts/{friend}/notes", new { text });
        CaseIdentifier[] known = [new(IdentifierKind.Name, "zyxomira quondevil"), new(IdentifierKind.NameAndBirthDate, "zyxomira quondevil|1970-01-02")];
        var file = new CaseFile(Request, [new SubjectId(ann)], known);
        contacts.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{Request}", _ => file);
        contacts.Host.Others.OnPost<IdentifiersFound>("subject-rights", $"internal/subject-rights/case-files/{Request}/identifiers", f => new IdentifiersAdded(0));

        var located = await AskAsync(contacts, new LocateSubject(Request, "contacts", RightRequested.Erasure, 1, new SubjectId(ann)), ParticipationPhase.Locate);
        Assert.Equal(3, located.Mentions);
        using var rights = contacts.Host.AsRoom("subject-rights");
        var found = await rights.GetFromJsonAsync<List<Platform.FreeText.TextFound>>($"/internal/contacts/participation/{Request}/texts", Platform.Http.RoomJson.Options);
        var noted = found!.Single(t => t.Place.StartsWith("Notes.", StringComparison.Ordinal));
        Assert.Equal(["Zyxomira Quondevil", "ZYXOMIRA QUONDÉVIL"], noted.Mentions.Select(m => m.Span.Of(noted.Text)));
        file = file with
        {
            Texts = [new("contacts", noted.Place, noted.Digest, [Span(noted, 0, redact: true), Span(noted, 1, redact: false)]), new("contacts", "Notes.Text/none", "0", [])],
        };

        await AskAsync(contacts, new CarryOut(Request, "contacts", RightRequested.Erasure, 2, new SubjectId(ann), 1, []), ParticipationPhase.Act);
        var verified = await AskAsync(contacts, new VerifySubject(Request, "contacts", RightRequested.Erasure, 3, new SubjectId(ann)), ParticipationPhase.Verify);

        // The second span of the note was left for a reason; the attribute nobody has decided about.
        Assert.Equal("[…] introduced him; call ZYXOMIRA QUONDÉVIL first", await contacts.ReadAsync(db => db.Notes.Select(n => n.Text).SingleAsync()));
        Assert.Equal([new Datum("contacts.freeText", 1, Outcome.None, null, null)], verified.Data);
    }

    [Fact]
    public async Task Who_comes_back_without_any_address_is_found_by_name_and_birth_date_and_a_namesake_with_their_own_is_not()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var ann = await contacts.RegisterAsync(new { kind = "person", givenName = "Ann", familyName = "Moss", birthDate = "1970-01-02", emails = new[] { new { value = "ann@example.test" } } });
        await contacts.PatchAsync(ann, new { familyName = "Lee" });
        using var rights = contacts.Host.AsRoom("subject-rights");
        var known = JsonNode.Parse(await rights.GetStringAsync($"/internal/contacts/subjects/{ann}/identifiers"))!["identifiers"]!.AsArray();
        Assert.Equal(["ann lee|1970-01-02", "ann moss|1970-01-02"], known.Where(i => i!["kind"]!.GetValue<string>() == "nameAndBirthDate").Select(i => i!["value"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        CaseIdentifier[] identifiers = [.. known.Select(i => new CaseIdentifier(Enum.Parse<IdentifierKind>(i!["kind"]!.GetValue<string>(), ignoreCase: true), i["value"]!.GetValue<string>()))];
        contacts.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{Request}", _ => new CaseFile(Request, [new SubjectId(ann)], identifiers));
        contacts.Host.Others.OnPost<IdentifiersFound>("subject-rights", $"internal/subject-rights/case-files/{Request}/identifiers", f => new IdentifiersAdded(0));
        await AskAsync(contacts, new LocateSubject(Request, "contacts", RightRequested.Erasure, 1, new SubjectId(ann)), ParticipationPhase.Locate);
        await AskAsync(contacts, new CarryOut(Request, "contacts", RightRequested.Erasure, 2, new SubjectId(ann), 1, []), ParticipationPhase.Act);
        Assert.Empty((await AskAsync(contacts, new VerifySubject(Request, "contacts", RightRequested.Erasure, 3, new SubjectId(ann)), ParticipationPhase.Verify)).Data);

        await contacts.RegisterAsync(new { kind = "person", givenName = "Ann", familyName = "Moss", birthDate = "1970-01-02" });
        await contacts.RegisterAsync(new { kind = "person", givenName = "Ann", familyName = "Moss", birthDate = "1970-01-02", emails = new[] { new { value = "another@example.test" } } });

        var verified = await AskAsync(contacts, new VerifySubject(Request, "contacts", RightRequested.Erasure, 4, new SubjectId(ann)), ParticipationPhase.Verify);
        Assert.Contains(verified.Data, d => d is { DataClass: "contacts.identity", Count: 1, Outcome: Outcome.None });
    }

    private static Platform.FreeText.DecidedSpan Span(Platform.FreeText.TextFound text, int index, bool redact)
    {
        var span = text.Mentions[index].Span;
        return new(span.Start, span.Length, redact, Platform.FreeText.TextDigest.Of(span.Of(text.Text)));
    }

    private static Task<List<string>> OfAsync(ContactsHost contacts, Guid person) => contacts.ReadAsync(db =>
        db.Disclosures.Where(d => d.SubjectId == new SubjectId(person)).Select(d => d.Recipient).OrderBy(r => r).ToListAsync());

    private static async Task<ParticipantReported> AskAsync<T>(ContactsHost contacts, T command, ParticipationPhase phase)
        where T : class
    {
        var before = contacts.Host.Bus.All<ParticipantReported>().Count(r => r.Phase == phase);
        await contacts.Host.SendAsync("contacts-participation", command);
        return await Eventually.Async(
            () => Task.FromResult(contacts.Host.Bus.All<ParticipantReported>().Where(r => r.Phase == phase).Skip(before).FirstOrDefault()),
            TimeSpan.FromSeconds(20),
            $"contacts reports {phase}");
    }
}
