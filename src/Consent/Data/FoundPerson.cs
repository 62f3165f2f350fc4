using Gdpr.Consent.Domain;
using Gdpr.Kernel;

namespace Gdpr.Consent.Data;

/// <summary>What somebody said, in the words of the decision.</summary>
internal sealed record SaidEvent(SubjectId SubjectId, string Purpose, ConsentDecision Decision, ConsentFact Fact);

/// <summary>Everything recorded about one person, before a purpose is asked about.</summary>
internal sealed record FoundPerson(KnownSubject? Known, SubjectFacts? Stated, SaidEvent[] Said, RefusalFact[] Refusals, bool Restricted)
{
    public static readonly FoundPerson Nobody = new(null, null, [], [], false);

    /// <summary>Where the data came from, in a word; null where nobody can say.</summary>
    public string? Origin => Stated?.Origin ?? Known?.Origin;

    // What was said about somebody counts even before Contacts' announcement has arrived.
    public ContactFacts FactsOf(Purpose purpose, DecisionQuestion asked) =>
        this is { Known: null, Stated: null, Said.Length: 0, Refusals.Length: 0 } ? ContactFacts.Nobody : new ContactFacts(true, Refusals, Consents(purpose, asked.Channel))
        {
            Restricted = Restricted,
            Person = Stated.InWords(Known, asked.Home, asked.At),
            PersonId = Stated?.Id,
            HasOrigin = Origin is not (null or "legacy"),
            Asked = Said.Any(e => e.Purpose == purpose.Code && e.Decision == ConsentDecision.Requested),
            LastAct = Said.Where(e => e.Fact.OwnAct && e.Decision is not (ConsentDecision.Requested or ConsentDecision.Expired)).Max(e => (DateTimeOffset?)e.Fact.At),
        };

    private ConsentFact[] Consents(Purpose purpose, Channel channel)
    {
        var covered = purpose.Uses(channel.Name());
        var here = Said.Where(e => e.Purpose == purpose.Code).ToArray();
        var ends = here.Where(e => e.Decision == ConsentDecision.Expired).Select(e => e.Fact).ToArray();
        return [.. here
            .Where(e => e.Decision.IsConsent() && (covered || e.Fact.Channel != Channel.All))
            .Select(e => e.Fact with { ExpiresAt = End(e.Fact, ends, purpose.ConsentMonths) })];
    }

    private static DateTimeOffset? End(ConsentFact given, ConsentFact[] ends, int? months)
    {
        var term = months is { } m ? given.At.AddMonths(m) : (DateTimeOffset?)null;
        var ended = ends.Where(e => e.At > given.At && (e.Channel.Covers(given.Channel) || given.Channel.Covers(e.Channel))).Min(e => (DateTimeOffset?)e.At);
        return ended is { } said && !(said > term) ? said : term;
    }
}
