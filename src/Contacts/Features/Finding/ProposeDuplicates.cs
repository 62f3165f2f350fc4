using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gdpr.Contacts.Features.Finding;

/// <summary>
/// Pairs of people who may be one, for staff to look at (Art. 5(1)(d)): ids, reasons and a score, no names. A page may hold
/// fewer than asked, or none, and still have a next one: each question compares a bounded number of people.
/// </summary>
internal static class ProposeDuplicates
{
    private const int Window = 500;
    private const int MostWindows = 20;

    internal sealed record Item(string Id, IReadOnlyList<Guid> ContactIds, IReadOnlyList<DuplicateReason> Reasons, double Score);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/duplicates", Handle).WithName(nameof(ProposeDuplicates)).WithSummary("Pairs of people who may be one");

    internal static async Task<Results<Ok<Page<Item>>, ProblemHttpResult>> Handle(string? after, int? limit, ContactsDbContext db, CancellationToken ct)
    {
        if (Paging.Decode(after) is not { } cursor)
        {
            return Problems.CursorMalformed();
        }

        var most = Paging.Limit(limit);
        var items = new List<Item>();
        for (var window = 0; window < MostWindows; window++)
        {
            var people = await db.PeopleAfterAsync(cursor, Window, ct);
            if (people.Count == 0)
            {
                return TypedResults.Ok(new Page<Item>(items, null));
            }

            foreach (var (person, pairs) in await PairsAsync(db, people, ct))
            {
                if (items.Count > 0 && items.Count + pairs.Count > most)
                {
                    return TypedResults.Ok(new Page<Item>(items, Paging.Encode(cursor)));
                }

                items.AddRange(pairs);
                cursor = person;
            }

            cursor = people[^1].Id;
        }

        return TypedResults.Ok(new Page<Item>(items, Paging.Encode(cursor)));
    }

    // In the order of the people asked, each with their pairs: the cursor stands behind a person, never within.
    private static async Task<IEnumerable<(Guid Person, List<Item> Pairs)>> PairsAsync(ContactsDbContext db, List<Traits> people, CancellationToken ct)
    {
        var sharing = await db.SharingAsync(people, ct);
        var involved = sharing.SelectMany(p => (Guid[])[p.Key.First, p.Key.Second]).Distinct().ToList();
        if (involved.Count == 0)
        {
            return [];
        }

        var names = await db.NamesAsync([.. await db.ShownAmongAsync(involved, ct)], ct);
        var dismissed = await db.DismissedAsync(involved, ct);
        var items = sharing.Where(p => names.ContainsKey(p.Key.First) && names.ContainsKey(p.Key.Second) && !dismissed.Contains(p.Key))
            .Select(p => ItemOf(p.Key, p, NameLikeness.IsLike(names[p.Key.First], names[p.Key.Second])))
            .OfType<Item>()
            .ToList();
        var order = people.Select((p, i) => (p.Id, i)).ToDictionary(p => p.Id, p => p.i);
        return items.GroupBy(i => i.ContactIds.Where(order.ContainsKey).MinBy(id => order[id])).OrderBy(g => order[g.Key]).Select(g => (g.Key, g.ToList()));
    }

    private static Item? ItemOf(ContactPair pair, IEnumerable<DuplicateReason> shared, bool alike)
    {
        var reasons = shared.Where(r => alike || r != DuplicateReason.SamePhoneAndLikeName).Order().ToList();
        return reasons.Count == 0 ? null : new Item(pair.Id, [pair.First, pair.Second], reasons, DuplicateScore.Of(reasons, alike));
    }
}
