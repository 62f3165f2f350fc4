using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>On which consents something of a person rests now.</summary>
internal static class Standing
{
    /// <summary>Those of up to 500 people who consent to the purpose, on any of its channels.</summary>
    public static async Task<HashSet<SubjectId>> ConsentingAsync(this ConsentDbContext db, SubjectId[] people, Purpose purpose, string home, CancellationToken ct)
    {
        var found = new HashSet<SubjectId>();
        foreach (var channel in purpose.Channels.Split(','))
        {
            var asked = new DecisionQuestion(purpose.Code, Channels.Parse(channel), db.Now, purpose.IsService, home);
            var facts = await db.FactsAsync(people, purpose, asked, ct);
            found.UnionWith(facts.Where(f => ContactDecision.WillOf(f.Value, asked) == StandingWill.Consents).Select(f => f.Key));
        }

        return found;
    }
}
