using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

public sealed class DuplicateTests
{
    private sealed record Pair(string Id, Guid[] ContactIds, string[] Reasons, double Score);

    private sealed record Pairs(IReadOnlyList<Pair> Items, string? Next);

    [Fact]
    public async Task Pairs_are_proposed_with_reasons_and_score_and_people_who_only_share_a_name_are_not()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var mail = await TwoAsync(contacts, new { kind = "person", givenName = "Jean", familyName = "Petit", emails = Emails("jp@example.test") }, new { kind = "person", givenName = "J", familyName = "Petit", emails = Emails("JP@example.test") });
        var phone = await TwoAsync(contacts, new { kind = "person", givenName = "Claire", familyName = "Fontaine", phones = Emails("0601020304") }, new { kind = "person", givenName = "Claire", familyName = "Fontaines", phones = Emails("+33601020304") });
        var born = await TwoAsync(contacts, new { kind = "person", givenName = "Élodie", familyName = "Roux", birthDate = "1980-02-01" }, new { kind = "person", givenName = "Elodie", familyName = "ROUX", birthDate = "1980-02-01" });
        var place = await TwoAsync(contacts, new { kind = "person", givenName = "Luc", familyName = "Blanc", postalCode = "75 011" }, new { kind = "person", givenName = "Luc", familyName = "Blanc", postalCode = "75011" });
        await TwoAsync(contacts, new { kind = "person", givenName = "Paul", familyName = "Martin" }, new { kind = "person", givenName = "Paul", familyName = "Martin", postalCode = "13001" });
        await TwoAsync(contacts, new { kind = "person", givenName = "Anne", familyName = "Vidal", phones = Emails("0405060708") }, new { kind = "person", givenName = "Bruno", familyName = "Caron", phones = Emails("0405060708") });

        var pairs = await AllAsync(contacts);

        Assert.Equal(
            [(mail, "sameEmail"), (phone, "samePhoneAndLikeName"), (born, "sameNameAndBirthDate"), (place, "sameNameAndPostalCode")],
            pairs.Select(p => ((p.ContactIds[0], p.ContactIds[1]), string.Join(' ', p.Reasons))));
        Assert.All(pairs, p => Assert.InRange(p.Score, 0.5, 1));
        Assert.True(pairs[0].Score > pairs[3].Score);
    }

    [Fact]
    public async Task A_dismissed_pair_does_not_come_again_and_the_dismissal_goes_with_the_person()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (one, _) = await TwoAsync(contacts, new { kind = "person", givenName = "A", emails = Emails("a@example.test") }, new { kind = "person", givenName = "B", emails = Emails("a@example.test") });
        var pair = Assert.Single(await AllAsync(contacts));

        using var dismissed = await contacts.Api.PostAsync($"/api/contacts/duplicates/{pair.Id}/dismissal", null);
        using var again = await contacts.Api.PostAsync($"/api/contacts/duplicates/{pair.Id}/dismissal", null);
        var unknown = await ContactsHost.CodeOfAsync(await contacts.Api.PostAsync("/api/contacts/duplicates/nobody/dismissal", null));

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (dismissed.StatusCode, again.StatusCode));
        Assert.Equal((HttpStatusCode.NotFound, "DUPLICATE_NOT_FOUND"), unknown);
        Assert.Empty(await AllAsync(contacts));
        Assert.Equal(2, await contacts.ReadAsync(db => db.AuditEntries.CountAsync(a => a.Code == "contact.duplicate.dismissed")));
        await contacts.ReadAsync(async db =>
        {
            await Data.PersonTraces.ClearAsync(db, [one], [], CancellationToken.None);
            return 0;
        });
        Assert.Equal(0, await contacts.ReadAsync(db => db.DismissedPairs.CountAsync()));
    }

    [Fact]
    public async Task Who_is_being_worked_on_or_was_erased_is_not_proposed()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var (held, _) = await TwoAsync(contacts, new { kind = "person", givenName = "A", emails = Emails("a@example.test") }, new { kind = "person", givenName = "B", emails = Emails("a@example.test") });
        var (kept, _) = await TwoAsync(contacts, new { kind = "person", givenName = "C", emails = Emails("c@example.test") }, new { kind = "person", givenName = "D", emails = Emails("c@example.test") });
        Assert.Equal(2, (await AllAsync(contacts)).Count);

        await contacts.ReadAsync(async db =>
        {
            db.Holds.Add(new SubjectHold { RequestId = Guid.CreateVersion7(), SubjectId = new SubjectId(held), Since = db.Now, EditsHeld = true });
            await db.SaveChangesAsync();
            await db.EraseAsync([new SubjectId(kept)], 1, _ => Task.CompletedTask, CancellationToken.None);
            return 0;
        });

        Assert.Empty(await AllAsync(contacts));
    }

    [Fact]
    public async Task Many_who_share_an_address_are_few_pairs_and_pages_hold_each_pair_once()
    {
        await using var contacts = await ContactsHost.StartAsync();
        var csv = new StringBuilder("id,last,mail\n");
        for (var i = 0; i < 1200; i++)
        {
            csv.Append($"{i},Name{i},{(i < 900 ? "info@example.test" : $"p{i / 2}@example.test")}\n");
        }

        await contacts.ImportAsync(Encoding.UTF8.GetBytes(csv.ToString()), new { externalId = "id", familyName = "last", email = "mail" });

        var pairs = await AllAsync(contacts, 100);

        Assert.Equal(pairs.Count, pairs.Select(p => p.Id).Distinct().Count());
        Assert.Equal((899 * 5) - 10 + 150, pairs.Count);
    }

    [Fact]
    public async Task A_cursor_that_is_none_of_ours_is_refused()
    {
        await using var contacts = await ContactsHost.StartAsync();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "CURSOR_MALFORMED"), await ContactsHost.CodeOfAsync(await contacts.Api.GetAsync("/api/contacts/duplicates?after=x")));
    }

    private static object[] Emails(string value) => [new { value }];

    private static async Task<(Guid, Guid)> TwoAsync(ContactsHost contacts, object one, object other) =>
        (await contacts.RegisterAsync(one), await contacts.RegisterAsync(other));

    private static async Task<List<Pair>> AllAsync(ContactsHost contacts, int limit = 50)
    {
        var all = new List<Pair>();
        string? after = null;
        do
        {
            var page = (await contacts.Api.GetFromJsonAsync<Pairs>($"/api/contacts/duplicates?limit={limit}&after={after}"))!;
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}
