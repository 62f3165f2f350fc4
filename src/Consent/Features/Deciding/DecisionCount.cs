using System.Diagnostics.Metrics;
using Gdpr.Consent.Domain;

namespace Gdpr.Consent.Features.Deciding;

/// <summary>Counts decisions by channel, result and code: their rate says how much is asked, the codes why not.</summary>
internal static class DecisionCount
{
    private static readonly Meter Meter = new("Gdpr.Consent");
    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>("gdpr.decisions", "{decision}", "Contactability decisions taken, by channel and code");

    public static ContactDecision Count(this ContactDecision decision, Channel channel)
    {
        Decisions.Add(
            1,
            new KeyValuePair<string, object?>("channel", channel.Name()),
            new KeyValuePair<string, object?>("allowed", decision.Allowed),
            new KeyValuePair<string, object?>("code", decision.Code));
        return decision;
    }
}
