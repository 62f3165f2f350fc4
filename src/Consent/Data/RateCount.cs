using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>Counts what everybody wants of every purpose that rests on consent, in one pass, and keeps it as the count of the day.</summary>
internal static class RateCount
{
    /// <summary>Counts now; a count of the same day is replaced. Whoever counted at the same moment has said the same.</summary>
    public static async Task CountRatesAsync(this ConsentDbContext db, Controller home, CancellationToken ct)
    {
        var (now, today) = (db.Now, home.DayOf(db.Now));
        var tallies = await db.TallyAsync(home.Country, ct);
        db.Rates.RemoveRange(await db.Rates.Where(r => r.Day == today).ToListAsync(ct));
        db.Rates.AddRange(tallies.Select(t => new ConsentRate
        {
            Id = db.NewId(), Day = today, Purpose = t.Key.Purpose, Channel = t.Key.Channel, Origin = t.Key.Origin,
            Known = t.Value.Known, Consented = t.Value.Consented, Refused = t.Value.Refused, CountedAt = now,
        }));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || UniqueKeys.IsTaken(e))
        {
            db.ChangeTracker.Clear();
        }
    }

    private static async Task<Dictionary<Key, Tally>> TallyAsync(this ConsentDbContext db, string home, CancellationToken ct)
    {
        var purposes = await db.Purposes.AsNoTracking().Where(p => p.LegalBasis == LegalBasis.Consent).ToListAsync(ct);
        var asked = purposes.SelectMany(p => p.Channels.Split(','), (p, c) => (Purpose: p, Question: new DecisionQuestion(p.Code, Channels.Parse(c), db.Now, false, home))).ToList();
        var found = new Dictionary<Key, Tally>();
        foreach (var chunk in await db.EverybodyAsync(ct))
        {
            foreach (var person in (await db.FoundAsync(chunk, ct)).Values)
            {
                foreach (var (purpose, question) in asked)
                {
                    var key = new Key(purpose.Code, question.Channel, person.Origin ?? ConsentRate.NoOrigin);
                    found[key] = found.GetValueOrDefault(key).With(ContactDecision.WillOf(person.FactsOf(purpose, question), question));
                }
            }
        }

        return Together(found);
    }

    private static Dictionary<Key, Tally> Together(Dictionary<Key, Tally> found)
    {
        var named = found.GroupBy(f => f.Key.Origin).OrderByDescending(g => g.Max(f => f.Value.Known)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(ConsentRate.MostOrigins).Select(g => g.Key).ToHashSet();
        return found.GroupBy(f => named.Contains(f.Key.Origin) ? f.Key : f.Key with { Origin = ConsentRate.OtherOrigins })
            .ToDictionary(g => g.Key, g => new Tally(g.Sum(f => f.Value.Known), g.Sum(f => f.Value.Consented), g.Sum(f => f.Value.Refused)));
    }

    private readonly record struct Key(string Purpose, Channel Channel, string Origin);

    private readonly record struct Tally(int Known, int Consented, int Refused)
    {
        public Tally With(StandingWill will) =>
            new(Known + 1, Consented + (will == StandingWill.Consents ? 1 : 0), Refused + (will == StandingWill.Refuses ? 1 : 0));
    }
}
