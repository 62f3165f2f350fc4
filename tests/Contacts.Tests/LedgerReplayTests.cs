using System.Net.Http.Json;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Ledger;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

/// <summary>People whom a restore has brought back go again when the room starts; the ledger is a stub.</summary>
public sealed class LedgerReplayTests
{
    [Fact]
    public async Task Who_was_erased_goes_again_and_out_of_the_notes_about_others_too()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (gone, other, friend) = (await RegisterAsync(contacts, "gone@example.test"), await RegisterAsync(contacts, "other@example.test"), await RegisterAsync(contacts, "Friend@example.test"));
        await NoteAsync(contacts, other, "Bought with GONE@example.test and friend@example.test");
        await NoteAsync(contacts, gone, "Answers late");

        await RestartAsync(contacts, Erasure(1, gone), Erasure(2, friend), Erasure(3, SubjectId.New(TimeProvider.System).Value));

        Assert.Equal([other], await contacts.ReadAsync(db => db.Contacts.Select(c => c.Id).ToListAsync()));
        Assert.Equal("Bought with […] and […]", (await contacts.ReadAsync(db => db.Notes.SingleAsync())).Text);
        Assert.Equal([other], await contacts.ReadAsync(db => db.Identifiers.Select(i => i.ContactId).Distinct().ToListAsync()));
        Assert.Equal(3, await contacts.ReadAsync(db => db.Tombstones.CountAsync()));
        Assert.Equal((3, 3), await contacts.ReadAsync(async db => await db.Marks.SingleAsync() is var m ? (m.LedgerSequence, m.ReplayedTo) : default));
    }

    [Fact]
    public async Task What_was_decided_to_be_kept_is_kept_of_that_person_and_of_no_other()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (claimed, gone) = (await RegisterAsync(contacts, "claimed@example.test"), await RegisterAsync(contacts, "gone@example.test"));
        await NoteAsync(contacts, claimed, "Threatens to sue");
        await NoteAsync(contacts, gone, "Answers late");

        await RestartAsync(contacts, Erasure(1, gone), Erasure(2, claimed) with { Kept = [new Datum("contacts.notes", 1, Outcome.Kept, "17(3)(e):CLAIM", null)] });

        Assert.Equal(claimed, (await contacts.ReadAsync(db => db.Notes.SingleAsync())).ContactId);
        Assert.Equal(0, await contacts.ReadAsync(db => db.Emails.CountAsync()));
        Assert.Equal(2, await contacts.ReadAsync(db => db.Tombstones.CountAsync()));
    }

    [Fact]
    public async Task Somebody_who_shares_the_address_keeps_their_own_notes()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (gone, spouse) = (await RegisterAsync(contacts, "home@example.test"), await RegisterAsync(contacts, "home@example.test"));
        await NoteAsync(contacts, spouse, "Writes from home@example.test");

        await RestartAsync(contacts, Erasure(1, gone));

        Assert.Equal("Writes from home@example.test", (await contacts.ReadAsync(db => db.Notes.SingleAsync())).Text);
    }

    private static async Task RestartAsync(ContactsHost contacts, params LedgerRow[] rows)
    {
        await contacts.Host.StopAsync();
        contacts.Host.Others.OnGet("subject-rights", "internal/subject-rights/ledger", _ => new LedgerPage(rows.Length, rows, null));
        await contacts.Host.StartAgainAsync(o => o["Gdpr:Ledger:Ask"] = "true");
        using var client = contacts.Host.Client();
        await Eventually.Async(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(30), "the room is ready");
    }

    private static LedgerRow Erasure(long sequence, Guid person) =>
        new(sequence, LedgerKind.Erasure, Guid.CreateVersion7(), new SubjectId(person), "all", DateTimeOffset.UtcNow, false, [], [], null);

    private static Task<Guid> RegisterAsync(ContactsHost contacts, string email) => contacts.RegisterAsync(new
    {
        kind = "person", givenName = "Ann", familyName = "Exemple", emails = new[] { new { value = email, type = "home", primary = true, verified = false } },
        country = "FR", language = "fr", audience = "B2C", source = new { origin = "shop", obtainedAt = DateTimeOffset.UtcNow.AddDays(-1), detail = "test", act = "none" },
    });

    private static async Task NoteAsync(ContactsHost contacts, Guid about, string text)
    {
        using var note = await contacts.Api.PostAsJsonAsync($"/api/contacts/{about}/notes", new { text });
        Assert.True(note.IsSuccessStatusCode);
    }
}
