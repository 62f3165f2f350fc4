using System.Net;
using System.Net.Http.Json;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Participation;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

/// <summary>An erasure of some classes of data: these leave no byte, the person stays and may be written to again.</summary>
public sealed class PartialErasureTests
{
    private const string Email = "canary-part@example.test";
    private static readonly Guid Request = Guid.CreateVersion7();

    private static readonly object Person = new
    {
        kind = "person", externalId = "A-7", givenName = "Canary", familyName = "Seven", country = "FR",
        emails = new[] { new { value = Email } }, phones = new[] { new { value = "+33612345678" } },
    };

    [Fact]
    public async Task What_was_asked_for_leaves_no_byte_and_the_rest_stays_untouched()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.RegisterAsync(Person);
        var subject = new SubjectId(id);
        OpensCase(contacts, subject, DataClasses.Email);

        var located = await AskAsync(contacts, new LocateSubject(Request, "contacts", RightRequested.Erasure, 1, subject), ParticipationPhase.Locate);
        var done = await AskAsync(contacts, new CarryOut(Request, "contacts", RightRequested.Erasure, 1, subject, 5, located.Data), ParticipationPhase.Act);
        var verified = await AskAsync(contacts, new VerifySubject(Request, "contacts", RightRequested.Erasure, 1, subject), ParticipationPhase.Verify);

        Assert.Equal(["contacts.email 1 Erased", "contacts.identifier 1 Erased"], located.Data.Select(d => $"{d.DataClass} {d.Count} {d.Outcome}").Order(StringComparer.Ordinal));
        Assert.Equal(located.Data, done.Data);
        Assert.Empty(verified.Data);
        await Eventually.Async(() => Task.FromResult(Bytes.Containing(contacts.Host.DataFolder, Email).Count == 0), TimeSpan.FromSeconds(10), "no byte is left");
        var left = await contacts.GetAsync(id);
        Assert.Equal("Canary", (string?)left["givenName"]);
        Assert.Equal("+33612345678", (string?)left["phones"]![0]!["value"]);
        Assert.Equal((0, 5L), await contacts.ReadAsync(async db => (await db.Tombstones.CountAsync(), await db.Marks.Select(m => m.LedgerSequence).SingleAsync())));

        // Nobody is dead: once the request is closed the person is edited as before.
        await contacts.Host.PublishAsync(new SubjectRequestClosed(Request));
        await Eventually.Async(async () => (await contacts.PatchAsync(id, new { emails = new[] { new { value = Email } } })).StatusCode == HttpStatusCode.OK, TimeSpan.FromSeconds(20), "the person is editable");
        Assert.Equal(1, await contacts.ReadAsync(db => db.Emails.CountAsync()));
    }

    [Fact]
    public async Task After_a_restore_it_is_erased_again_once_and_what_the_person_gave_since_stays()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var id = await contacts.RegisterAsync(Person);
        LedgerRow[] rows = [new(1, LedgerKind.Erasure, Request, new SubjectId(id), DataClasses.Email, DateTimeOffset.UtcNow, false, [], [], null)];

        await RestartAsync(contacts, rows);
        Assert.Equal(0, await contacts.ReadAsync(db => db.Emails.CountAsync()));
        Assert.Equal(1, await contacts.ReadAsync(db => db.Phones.CountAsync()));
        await contacts.ReadAsync(db => db.Marks.ExecuteUpdateAsync(s => s.SetProperty(m => m.ReplayedTo, 0L)));
        using var patch = await EditAsync(contacts, id, new { emails = new[] { new { value = "again@example.test" } } });
        Assert.Equal(HttpStatusCode.OK, patch.StatusCode);

        await RestartAsync(contacts, rows);
        Assert.Equal("again@example.test", await contacts.ReadAsync(db => db.Emails.Select(e => e.Value).SingleAsync()));
    }

    [Fact]
    public async Task A_restriction_comes_back_from_the_ledger_and_one_that_was_lifted_does_not()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (held, free) = (await contacts.RegisterAsync(Person), await contacts.RegisterAsync(new { kind = "person", givenName = "Free" }));
        var lifted = Guid.CreateVersion7();
        LedgerRow[] rows =
        [
            Restriction(1, held, Request), Restriction(2, free, lifted),
            new(3, LedgerKind.RestrictionLifted, lifted, new SubjectId(free), "all", DateTimeOffset.UtcNow, false, [], [], null),
        ];

        await RestartAsync(contacts, rows);

        using var refused = await EditAsync(contacts, held, new { givenName = "No" });
        using var taken = await EditAsync(contacts, free, new { givenName = "Yes" });
        Assert.Equal((423, 200), ((int)refused.StatusCode, (int)taken.StatusCode));
    }

    // After a restart the host has another address.
    private static async Task<HttpResponseMessage> EditAsync(ContactsHost contacts, Guid id, object change)
    {
        using var api = contacts.Host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/contacts/{id}") { Content = JsonContent.Create(change) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await api.SendAsync(request);
    }

    private static LedgerRow Restriction(long sequence, Guid person, Guid request) =>
        new(sequence, LedgerKind.Restriction, request, new SubjectId(person), "all", DateTimeOffset.UtcNow, false, [], [], null) { Ground = RestrictionGround.Claims };

    private static void OpensCase(ContactsHost contacts, SubjectId subject, params string[] classes)
    {
        var file = new CaseFile(Request, [subject], [new CaseIdentifier(IdentifierKind.Email, Email)]) { Asked = new RequestDetails { DataClasses = classes } };
        contacts.Host.Others.OnGet("subject-rights", $"internal/subject-rights/case-files/{Request}", _ => file);
        contacts.Host.Others.OnPost<IdentifiersFound>("subject-rights", $"internal/subject-rights/case-files/{Request}/identifiers", f => new IdentifiersAdded(f.Identifiers.Count));
    }

    private static async Task RestartAsync(ContactsHost contacts, LedgerRow[] rows)
    {
        await contacts.Host.StopAsync();
        contacts.Host.Others.OnGet("subject-rights", "internal/subject-rights/ledger", _ => new LedgerPage(rows.Length, rows, null));
        await contacts.Host.StartAgainAsync(o => o["Gdpr:Ledger:Ask"] = "true");
        using var client = contacts.Host.Client();
        await Eventually.Async(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(30), "the room is ready");
    }

    private static async Task<ParticipantReported> AskAsync<T>(ContactsHost contacts, T command, ParticipationPhase phase)
        where T : class
    {
        await contacts.Host.SendAsync("contacts-participation", command);
        return await Eventually.Async(
            () => Task.FromResult(contacts.Host.Bus.All<ParticipantReported>().LastOrDefault(r => r.Phase == phase)), TimeSpan.FromSeconds(20), $"contacts reports {phase}");
    }
}
