using Gdpr.Kernel.Marketing;

namespace Gdpr.Consent.Domain;

/// <summary>What the person has said, as it stood at the moment asked about, put into the words of the law.</summary>
internal sealed class History
{
    private readonly RefusalFact[] _refusals;
    private readonly ConsentFact[] _consents;
    private readonly ContactFacts _facts;
    private readonly DecisionQuestion _asked;

    public History(ContactFacts facts, DecisionQuestion asked)
    {
        (_facts, _asked) = (facts, asked);
        _consents = [.. facts.Consents.Where(c => c.At <= asked.At).OrderByDescending(c => c.At)];
        _refusals = [.. facts.Refusals
            .Where(r => r.At <= asked.At && (r.Purpose is null || r.Purpose == asked.Purpose))
            .OrderByDescending(r => r.At)];
        Standing = StandingOn(asked.Channel);
        Consent = Standing.Any(r => r.Reason.IsObjection()) ? null : Chosen();
    }

    /// <summary>Refusals that no later act of the person has ended, newest first.</summary>
    public RefusalFact[] Standing { get; }

    /// <summary>The consent that speaks for this channel, or the one that would on another.</summary>
    public ConsentFact? Consent { get; }

    public MarketingQuestion Question()
    {
        var person = _facts.Person ?? new MarketingQuestion { At = _asked.At, Country = _asked.Home, Channel = "", Audience = "B2C" };
        return person with
        {
            At = _asked.At,
            Channel = _asked.Channel.LawName(),
            Consent = Stated(),
            Objection = Objected(),
            MessageType = _asked.IsService ? "service" : null,
            Message = _asked.Message,
            AttemptsLast30Days = _facts.Calls > (person.AttemptsLast30Days ?? 0) ? _facts.Calls : person.AttemptsLast30Days,
            LastContactFromPersonAt = Later(person.LastContactFromPersonAt),
        };
    }

    // Reopened only by the person's own, proven and later act on the same channel (MK-21). At the same instant the refusal wins.
    private RefusalFact[] StandingOn(Channel channel)
    {
        var reopened = _consents.Where(c => c.Reopens && c.Channel.Covers(channel)).Max(c => (DateTimeOffset?)c.At);
        return [.. _refusals.Where(r => r.Scope.Refuses(channel) && (reopened is null || r.At >= reopened))];
    }

    private ConsentFact? Chosen()
    {
        var here = _consents.Where(c => c.Channel.Covers(_asked.Channel)).ToArray();
        var ended = _refusals.Any(r => r.Scope.Refuses(_asked.Channel) && r.Reason != SuppressionReason.Bounce);
        return here.FirstOrDefault(c => ended ? c.Reopens : c.Proven)
            ?? _consents.FirstOrDefault(c => c.Proven && !c.Channel.Covers(_asked.Channel) && StandingOn(c.Channel).Length == 0)
            ?? (ended ? null : here.FirstOrDefault());
    }

    private ConsentStated? Stated()
    {
        if (Standing.FirstOrDefault(r => r.Reason == SuppressionReason.Withdrawn) is { } withdrawn)
        {
            return new ConsentStated("withdrawn", WithdrawnAt: Moment.Of(withdrawn.At));
        }

        if (Standing.Any(r => r.Reason == SuppressionReason.Refused))
        {
            return new ConsentStated("refused", Tracking: "refused");
        }

        return Consent is not { } given ? null : new ConsentStated(
            "given",
            Moment.Of(given.At),
            Proof: given.Proven,
            Channels: given.Channel == Channel.All ? null : [given.Channel.Name()],
            Prechecked: given.Prechecked,
            Source: given.Partner ? "partner" : null,
            RecipientsNamed: given.RecipientsNamed,
            OutOfHours: given.OutOfHours,
            Tracking: _asked.Channel.IsMeasurement() && given.Channel == _asked.Channel ? "given" : "none",
            ExpiresAt: given.ExpiresAt is { } end ? Moment.Of(end) : null);
    }

    // One that was ended stays known: when the consent that ended it is over, no exception takes its place. A refusal that
    // stands says so by itself.
    private ObjectionStated? Objected()
    {
        var said = Standing.Any(r => r.Reason != SuppressionReason.Bounce)
            ? Standing.FirstOrDefault(r => r.Reason.IsObjection())
            : _refusals.FirstOrDefault(r => r.Scope.Refuses(_asked.Channel) && r.Reason != SuppressionReason.Bounce);
        return said is null ? null : new ObjectionStated("all", Moment.Of(said.At));
    }

    // Only where the last contact is stated at all is it tested; what was said here since is one too.
    private Moment? Later(Moment? stated) =>
        stated is { Instant: { } then } && _facts.LastAct is { } act && act > then && act <= _asked.At ? Moment.Of(act) : stated;
}
