using System.Net;
using System.Net.Http.Json;
using System.Text;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class ParticipantTests
{
    private const string Email = "canary-7f3a@example.test";
    private static readonly Guid Request = Guid.CreateVersion7();

    private static readonly object Person = new
    {
        kind = "person", externalId = "A-7", givenName = "Canary", familyName = "Seven", birthDate = "1970-01-02", country = "FR", city = "Brest",
        emails = new[] { new { value = Email } }, phones = new[] { new { value = "+33612345678" } }, attributes = new { size = "L" },
    };

    [Fact]
    public async Task Locating_says_what_is_held_and_hands_over_identifiers_unknown_to_the_case()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (_, found) = await OpenAsync(contacts);

        var report = await AskAsync(contacts, r => new LocateSubject(Request, "contacts", RightRequested.Erasure, r, null), ParticipationPhase.Locate);

        Assert.Equal(
            ["contacts.address 1", "contacts.attributes 1", "contacts.email 1", "contacts.externalId 1", "contacts.identifier 2", "contacts.identity 1", "contacts.notes 1", "contacts.origin 1", "contacts.phone 1"],
            Shown(report).Select(d => $"{d.DataClass} {d.Count}"));
        Assert.All(report.Data, d => Assert.Equal(Outcome.Erased, d.Outcome));
        Assert.Equal(["ExternalId default:A-7", "Phone +33612345678"], found.Select(i => $"{i.Kind} {i.Value}").Order());
    }

    [Fact]
    public async Task An_erasure_leaves_no_row_and_no_byte_and_the_check_finds_nothing()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (id, _) = await OpenAsync(contacts);
        var other = await contacts.RegisterAsync(new { kind = "person", givenName = "Friend" });
        using var note = await contacts.Api.PostAsJsonAsync($"/api/contacts/{other}/notes", new { text = $"Was sent by {Email.ToUpperInvariant()} yesterday" });
        await AskAsync(contacts, r => new LocateSubject(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id)), ParticipationPhase.Locate);
        Assert.NotEmpty(Bytes.Containing(contacts.Host.DataFolder, Email));

        var act = await AskAsync(contacts, r => new CarryOut(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id), 5, []), ParticipationPhase.Act);
        var verify = await AskAsync(contacts, r => new VerifySubject(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id)), ParticipationPhase.Verify);

        Assert.Contains(act.Data, d => d is { DataClass: "contacts.email", Count: 1, Outcome: Outcome.Erased });
        Assert.Contains(act.Data, d => d is { DataClass: "contacts.notes", Count: 1, Outcome: Outcome.Pseudonymised });
        Assert.Empty(verify.Data);
        Assert.Empty(Bytes.Containing(contacts.Host.DataFolder, Email));
        Assert.Empty(Bytes.Containing(contacts.Host.DataFolder, Email.ToUpperInvariant()));
        Assert.Empty(Bytes.Containing(contacts.Host.DataFolder, "Canary"));
        Assert.Equal(5, await contacts.ReadAsync(db => db.Marks.Select(m => m.LedgerSequence).SingleAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await contacts.PatchAsync(id, new { givenName = "Back" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await contacts.Api.GetAsync($"/api/contacts/{id}")).StatusCode);
    }

    [Fact]
    public async Task The_check_finds_what_came_back_after_the_erasure()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (id, _) = await OpenAsync(contacts);
        await AskAsync(contacts, r => new LocateSubject(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id)), ParticipationPhase.Locate);
        await AskAsync(contacts, r => new CarryOut(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id), 1, []), ParticipationPhase.Act);
        await contacts.ImportAsync(Encoding.UTF8.GetBytes($"id,mail\nA-7,{Email}\n"), new { externalId = "id", email = "mail" });

        var verify = await AskAsync(contacts, r => new VerifySubject(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id)), ParticipationPhase.Verify);

        Assert.Contains(verify.Data, d => d is { DataClass: "contacts.email", Count: 1, Outcome: Outcome.None });
    }

    [Fact]
    public async Task Somebody_else_with_the_same_address_is_neither_erased_nor_taken_for_a_leftover()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var spouse = await contacts.RegisterAsync(new { kind = "person", givenName = "Spouse", emails = new[] { new { value = Email } } });
        var (id, _) = await OpenAsync(contacts);
        await AskAsync(contacts, r => new LocateSubject(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id)), ParticipationPhase.Locate);
        await AskAsync(contacts, r => new CarryOut(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id), 1, []), ParticipationPhase.Act);

        var verify = await AskAsync(contacts, r => new VerifySubject(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id)), ParticipationPhase.Verify);

        Assert.Empty(verify.Data);
        Assert.Equal("Spouse", (string?)(await contacts.GetAsync(spouse))["givenName"]);
    }

    [Fact]
    public async Task What_the_reviewer_keeps_stays_and_is_reported_as_kept()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (id, _) = await OpenAsync(contacts);
        var keep = new Datum(DataClasses.Notes, 1, Outcome.Kept, "17(3)(e):CLAIM", new DateOnly(2030, 1, 1));

        var act = await AskAsync(contacts, r => new CarryOut(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id), 1, [keep]), ParticipationPhase.Act);
        var verify = await AskAsync(contacts, r => new VerifySubject(Request, "contacts", RightRequested.Erasure, r, new SubjectId(id)), ParticipationPhase.Verify);

        Assert.Contains(keep, act.Data);
        Assert.Equal([keep], verify.Data);
        Assert.Empty(Bytes.Containing(contacts.Host.DataFolder, "Brest"));
    }

    [Fact]
    public async Task A_package_has_the_columns_of_the_import_and_comes_back_without_loss()
    {
        await using var contacts = await ContactsHost.StartAsync();
        await OpenAsync(contacts);

        var tables = await contacts.Host.AsRoom("subject-rights").GetFromJsonAsync<List<ExportTable>>(
            $"/internal/contacts/participation/{Request}/export?right=portability", Platform.Http.RoomJson.Options);
        var table = Assert.Single(tables!, t => t.Name == "contacts");
        var csv = string.Join(',', table.Columns) + "\n" + string.Join(',', table.Rows[0]) + "\n";
        var import = await contacts.ImportAsync(Encoding.UTF8.GetBytes(csv), table.Columns.ToDictionary(c => c, c => c));

        Assert.Equal((0, 0, 1, 0, 0), import.Counts);
        Assert.Equal(["contacts", "emails", "phones"], tables!.Select(t => t.Name));
        Assert.Contains("attributes.size", table.Columns);
    }

    [Fact]
    public async Task A_copy_has_what_was_true_of_the_person_once_and_is_still_held()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (id, _) = await OpenAsync(contacts);
        using var changed = await contacts.PatchAsync(id, new { familyName = "Eight", emails = new[] { new { value = "new@example.test" } } });

        var copy = await ExportAsync(contacts, "access");
        var taken = await ExportAsync(contacts, "portability");

        var table = Assert.Single(copy, t => t.Name == "identifiers");
        Assert.Equal(("contacts.identifier", "kind value since until"), (table.DataClass, string.Join(' ', table.Columns)));
        Assert.Equal(
            [$"email {Email}", "email new@example.test", "externalId default:A-7", "name canary seven", "phone +33612345678"],
            table.Rows.Select(r => $"{r[0]} {r[1]}").Order(StringComparer.Ordinal));
        Assert.All(table.Rows, r => Assert.Equal(r[1] is Email or "canary seven", r[3] is not null));
        Assert.DoesNotContain(taken, t => t.Name == "identifiers");
    }

    [Fact]
    public async Task A_batch_that_read_a_person_before_the_erasure_does_not_bring_them_back()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (id, _) = await OpenAsync(contacts);
        var subject = new SubjectId(id);
        // The ledger is asked after the batch has read its people and before it commits: the erasure falls in between.
        contacts.Host.Others.OnPost<object>("subject-rights", "internal/subject-rights/erasures/match", _ =>
        {
            EraseAsync(contacts, subject).GetAwaiter().GetResult();
            return new { erased = Array.Empty<object>() };
        });

        var import = await contacts.ImportAsync(
            "id,first,phone\nA-7,Changed,+33699999999\nB-8,New,+33688888888\n"u8.ToArray(), new { externalId = "id", givenName = "first", phone = "phone" });

        Assert.Equal((1, 0, 0, 0, 1), import.Counts);
        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync(c => c.Id == id)));
        Assert.Equal(0, await contacts.ReadAsync(db => db.Phones.CountAsync(p => p.ContactId == id)));
        Assert.Equal(1, await contacts.ReadAsync(db => db.Marks.Select(m => m.LateWritesRefused).SingleAsync()));
    }

    private static Task<bool> EraseAsync(ContactsHost contacts, SubjectId subject) => contacts.ReadAsync(async db =>
    {
        await db.EraseAsync([subject], 1, ct => db.ClearAsync([subject.Value], [], ct), CancellationToken.None);
        return true;
    });

    private static async Task<List<ExportTable>> ExportAsync(ContactsHost contacts, string right)
    {
        using var client = contacts.Host.AsRoom("subject-rights");
        return (await client.GetFromJsonAsync<List<ExportTable>>($"/internal/contacts/participation/{Request}/export?right={right}", Platform.Http.RoomJson.Options))!;
    }

    [Fact]
    public async Task A_hold_and_a_restriction_that_come_after_the_end_of_their_request_hold_nobody()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (id, _) = await OpenAsync(contacts);
        contacts.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{Request}/open", _ => null);
        Guid[] late = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        await contacts.Host.PublishAsync(new SubjectsHeld(Request, [new SubjectId(id)]), late[0]);
        await contacts.Host.PublishAsync(new SubjectsRestricted(Request, [new SubjectId(id)], RestrictionGround.Accuracy), late[1]);
        await Eventually.Async(
            () => contacts.ReadAsync(async db => await db.Inbox.CountAsync(m => late.Contains(m.MessageId)) == 2), TimeSpan.FromSeconds(20), "both are handled");

        Assert.Equal(0, await contacts.ReadAsync(async db => await db.Holds.CountAsync() + await db.Restrictions.CountAsync()));
    }

    /// <summary>A person with a note, and a case file that knows their e-mail address.</summary>
    private static async Task<(Guid Id, List<CaseIdentifier> Found)> OpenAsync(ContactsHost contacts)
    {
        var id = await contacts.RegisterAsync(Person);
        using var note = await contacts.Api.PostAsJsonAsync($"/api/contacts/{id}/notes", new { text = $"Answers from {Email}" });
        Assert.Equal(HttpStatusCode.Created, note.StatusCode);
        var found = new List<CaseIdentifier>();
        var file = new CaseFile(Request, [new SubjectId(id)], [new CaseIdentifier(IdentifierKind.Email, Email)]);
        contacts.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{Request}", _ => file);
        contacts.Host.Others.OnPost<IdentifiersFound>("subject-rights", $"internal/subject-rights/case-files/{Request}/identifiers", f =>
        {
            found.AddRange(f.Identifiers);
            return new IdentifiersAdded(f.Identifiers.Count);
        });
        return (id, found);
    }

    private static async Task<ParticipantReported> AskAsync<T>(ContactsHost contacts, Func<int, T> command, ParticipationPhase phase)
        where T : class
    {
        await contacts.Host.SendAsync("contacts-participation", command(1));
        return await Eventually.Async(
            () => Task.FromResult(contacts.Host.Bus.All<ParticipantReported>().LastOrDefault(r => r.Phase == phase)),
            TimeSpan.FromSeconds(20),
            $"contacts reports {phase}");
    }

    private static IEnumerable<Datum> Shown(ParticipantReported report) => report.Data.OrderBy(d => d.DataClass, StringComparer.Ordinal);
}
