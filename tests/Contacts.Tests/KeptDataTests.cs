using System.Net;
using System.Net.Http.Json;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class KeptDataTests
{
    private const string Words = "Owes us a garden bench";
    private const string Street = "7 rue du Canari";
    private static readonly DateOnly Last = new(2030, 1, 1);
    private static readonly DateTimeOffset After = DateTimeOffset.Parse("2030-01-02T00:30:00+01:00");

    [Fact]
    public async Task What_was_kept_until_a_day_goes_by_itself_after_it_also_when_the_process_was_away()
    {
        var clock = new MovableClock();
        await using var contacts = await ContactsHost.StartAsync(o => o.Clock = clock);
        var (person, request) = await EraseAsync(contacts, [new Datum(DataClasses.Notes, 1, Outcome.Kept, "17(3)(e):CLAIM", Last), new Datum(DataClasses.Address, 1, Outcome.Kept, "17(3)(e):CLAIM", Last.AddDays(10))]);
        await CloseAsync(contacts, request);
        clock.Set(After.AddDays(-1));
        Assert.NotEmpty(Bytes.Containing(contacts.Host.DataFolder, Words));

        await contacts.Host.StopAsync();
        clock.Set(After);
        await contacts.StartAgainAsync();

        await GoneAsync(contacts, Words);
        Assert.NotEmpty(Bytes.Containing(contacts.Host.DataFolder, Street));
        Assert.Equal([person], await contacts.ReadAsync(db => db.AuditEntries.Where(a => a.Code == "kept.erased" && a.Reference == request).Select(a => a.SubjectId!.Value.Value).ToListAsync()));
        Assert.Equal([DataClasses.Address], await contacts.ReadAsync(db => db.Kept.Select(k => k.DataClass).ToListAsync()));

        clock.Set(After.AddDays(10));
        await GoneAsync(contacts, Street);
        Assert.Equal(0, await contacts.ReadAsync(db => db.Contacts.CountAsync(c => c.Id == person)));
    }

    [Fact]
    public async Task A_claim_and_an_open_request_put_the_end_off_and_without_their_answer_nothing_goes()
    {
        var clock = new MovableClock();
        await using var contacts = await ContactsHost.StartAsync(o => o.Clock = clock);
        var (person, request) = await EraseAsync(contacts, [new Datum(DataClasses.Notes, 1, Outcome.Kept, "17(3)(e):CLAIM", Last)]);
        await CloseAsync(contacts, request);
        contacts.Host.Others.Cut("governance");
        clock.Set(After);
        await Eventually.Async(
            () => Task.FromResult(contacts.Host.Others.Calls.Any(c => c.Room == "governance")), TimeSpan.FromSeconds(20), "Governance is asked");
        Assert.NotEmpty(Bytes.Containing(contacts.Host.DataFolder, Words));

        contacts.Claimed.Add(new SubjectId(person));
        contacts.Host.Others.Mend("governance");
        await PutOffAsync(contacts, clock);
        contacts.Claimed.Clear();
        contacts.Asking.Add(new SubjectId(person));
        clock.Advance(TimeSpan.FromHours(2));
        await PutOffAsync(contacts, clock);
        Assert.NotEmpty(Bytes.Containing(contacts.Host.DataFolder, Words));

        contacts.Asking.Clear();
        clock.Advance(TimeSpan.FromHours(2));
        await GoneAsync(contacts, Words);
    }

    [Fact]
    public async Task A_claim_under_any_id_of_the_person_keeps_what_lies_under_the_others()
    {
        var (clock, absorbed) = (new MovableClock(), SubjectId.New(TimeProvider.System));
        await using var contacts = await ContactsHost.StartAsync(o => o.Clock = clock);
        var (_, request) = await EraseAsync(contacts, [new Datum(DataClasses.Notes, 1, Outcome.Kept, "17(3)(e):CLAIM", Last)], absorbed);
        await CloseAsync(contacts, request);
        contacts.Claimed.Add(absorbed);
        clock.Set(After);
        await PutOffAsync(contacts, clock);
        Assert.NotEmpty(Bytes.Containing(contacts.Host.DataFolder, Words));
        Assert.Equal(2, await contacts.ReadAsync(db => db.Kept.CountAsync()));

        contacts.Claimed.Clear();
        clock.Advance(TimeSpan.FromHours(2));
        await GoneAsync(contacts, Words);
    }

    [Fact]
    public async Task What_was_kept_without_an_end_stays_and_the_check_of_a_closed_request_still_knows_why()
    {
        var clock = new MovableClock();
        await using var contacts = await ContactsHost.StartAsync(o => o.Clock = clock);
        var keep = new Datum(DataClasses.Notes, 1, Outcome.Kept, "17(3)(e):CLAIM", null);
        var (person, request) = await EraseAsync(contacts, [keep]);
        await CloseAsync(contacts, request);
        clock.Set(After.AddYears(20));

        await contacts.Host.SendAsync("contacts-participation", new VerifySubject(request, "contacts", RightRequested.Erasure, 9, new SubjectId(person)));

        var second = await Eventually.Async(
            () => Task.FromResult(contacts.Host.Bus.All<ParticipantReported>().LastOrDefault(r => r.Round == 9)), TimeSpan.FromSeconds(20), "the second check");
        Assert.Equal([keep], second.Data);
    }

    private static async Task<(Guid Person, Guid Request)> EraseAsync(ContactsHost contacts, Datum[] plan, params SubjectId[] absorbed)
    {
        var request = Guid.CreateVersion7();
        var person = await contacts.RegisterAsync(new { kind = "person", givenName = "Ann", street = Street, emails = new[] { new { value = "ann@example.test" } } });
        using var note = await contacts.Api.PostAsJsonAsync($"/api/contacts/{person}/notes", new { text = Words });
        Assert.Equal(HttpStatusCode.Created, note.StatusCode);
        var file = new CaseFile(request, [new SubjectId(person), .. absorbed], [new CaseIdentifier(IdentifierKind.Email, "ann@example.test")]);
        contacts.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{request}", _ => file);
        await contacts.Host.SendAsync("contacts-participation", new CarryOut(request, "contacts", RightRequested.Erasure, 1, new SubjectId(person), 1, plan));
        await Eventually.Async(() => contacts.ReadAsync(db => db.Tombstones.AnyAsync()), TimeSpan.FromSeconds(20), "the person is erased");
        return (person, request);
    }

    private static async Task CloseAsync(ContactsHost contacts, Guid request)
    {
        await contacts.Host.PublishAsync(new SubjectRequestClosed(request));
        await Eventually.Async(() => contacts.ReadAsync(async db => !await db.Holds.AnyAsync()), TimeSpan.FromSeconds(20), "the request is closed");
    }

    private static Task PutOffAsync(ContactsHost contacts, MovableClock clock) => Eventually.Async(
        () => contacts.ReadAsync(db => db.Kept.AllAsync(k => k.DueAt > clock.GetUtcNow())), TimeSpan.FromSeconds(30), "it is put off");

    private static Task GoneAsync(ContactsHost contacts, string words) => Eventually.Async(
        () => Task.FromResult(Bytes.Containing(contacts.Host.DataFolder, words).Count == 0), TimeSpan.FromSeconds(20), $"no byte of '{words}' is left");
}
