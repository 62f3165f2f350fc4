namespace Gdpr.Kernel.Marketing;

/// <summary>What stands against the person's being approached at all (GDPR Arts. 7(3), 21(2)-(3); C. conso L221-16).</summary>
internal static class Refusals
{
    /// <summary>The code of the refusal that stands; none when there is none, or when the person came back since.</summary>
    internal static string? Standing(Stated stated)
    {
        if (stated.IsWithdrawn)
        {
            return "WITHDRAWN";
        }

        return Last(stated) is { } refused && !Reopened(stated, refused) ? "OBJECTED" : null;
    }

    /// <summary>The person refused once and only a consent since then lets anybody approach them.</summary>
    internal static bool OnlyConsentHelps(Stated stated) => Last(stated) is not null;

    private static DateTimeOffset? Last(Stated stated)
    {
        var (question, at) = (stated.Question, new List<DateTimeOffset>());
        if (question.Objection is { } objection && MarketingChannel.IsRefusedBy(objection.Scope ?? "all", stated.Channel) && stated.Happened(objection.At))
        {
            at.Add(objection.At?.Latest(stated.Place) ?? DateTimeOffset.MaxValue);
        }

        if (question.RefusedInCallAt is { } refused && stated.Happened(refused))
        {
            at.Add(refused.Latest(stated.Place));
        }

        return at.Count == 0 ? null : at.Max();
    }

    // By the person's own, later and explicit consent to this channel, never by an import (MK-21); a measurement that was
    // objected to by name comes back by a consent to measure (MK-19).
    private static bool Reopened(Stated stated, DateTimeOffset refused) =>
        stated is { IsGiven: true, NamesChannel: true } && IsOwnAct(stated.Question.Consent!)
        && stated.Question.Consent!.CollectedAt is { } again && again.Earliest(stated.Place) > refused
        && !(MarketingChannel.IsMeasurement(stated.Question.Objection?.Scope ?? "all") && stated.Question.Consent.Tracking != "given");

    private static bool IsOwnAct(ConsentStated consent) => consent is { Prechecked: not true }
        && consent.Source != "import" && (consent.Source != "partner" || consent.RecipientsNamed == true);
}
