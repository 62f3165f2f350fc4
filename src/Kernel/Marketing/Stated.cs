using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Marketing;

/// <summary>A question with its place and day, and what follows from its facts before any channel is looked at.</summary>
internal sealed class Stated
{
    private static readonly string[] ConsentStates = ["given", "refused", "withdrawn", "none"];
    private static readonly string[] TrackingStates = ["given", "refused", "none"];
    private static readonly string[] ObjectionScopes =
        ["all", "phone", "email", "sms", "postal", "phone_live", "phone_automated", "email_pixel", "email_link"];

    internal Stated(MarketingQuestion question)
    {
        Question = question;
        Demand(MarketingChannel.IsKnown(question.Channel), MarketingErrors.ChannelUnknown);
        Demand(question.Audience is "B2C" or "B2B", MarketingErrors.AudienceUnknown);
        Demand(question.Consent?.State is not { } state || ConsentStates.Contains(state), MarketingErrors.ConsentStateUnknown);
        Demand(question.Consent?.Tracking is not { } tracking || TrackingStates.Contains(tracking), MarketingErrors.TrackingStateUnknown);
        Demand(question.Objection is not { } o || ObjectionScopes.Contains(o.Scope ?? "all"), MarketingErrors.ObjectionScopeUnknown);
        Demand(Moment.IsInRange(question.At), MarketingErrors.DateOutOfRange);
        Demand(question is { Age: null or >= 0, AttemptsLast30Days: null or >= 0, Message: null or { DailyVolume: null or >= 0 } }, MarketingErrors.NumberNegative);
        Place = Jurisdiction.Of(question.Country);
        Day = Place.DateOf(question.At);
    }

    internal MarketingQuestion Question { get; }

    internal Jurisdiction Place { get; }

    /// <summary>The local day of the question where the sender is bound.</summary>
    internal DateOnly Day { get; }

    internal string Channel => Question.Channel;

    internal bool IsConsumer => Question.Audience == "B2C";

    internal bool IsMeasurement => MarketingChannel.IsMeasurement(Channel);

    /// <summary>Given by now, for whatever channel; one that was taken back later was still standing at that moment.</summary>
    internal bool IsGiven => Question.Consent is { } c
        && ((c.State == "given" && !IsTakenBack(c)) || (c.State == "withdrawn" && !Happened(c.WithdrawnAt)))
        && (c.CollectedAt is null || c.CollectedAt.Value.Earliest(Place) <= Question.At);

    /// <summary>Taken back by now, and for this channel if the consent named some.</summary>
    internal bool IsWithdrawn => Question.Consent is { } c && NamesChannel
        && ((c.State == "withdrawn" && Happened(c.WithdrawnAt)) || (c.State == "given" && IsTakenBack(c)));

    /// <summary>The consent names no channels, or this one among them.</summary>
    internal bool NamesChannel => Question.Consent?.Channels is not { } named || named.Any(n => MarketingChannel.Covers(n, Channel));

    internal int Number(string parameter) => LawParameters.Number(parameter, Day);

    internal DateOnly Date(string parameter) => DateOnly.ParseExact(
        LawParameters.InForce(parameter, Day).Value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A day that is the day of the question counts: in doubt a refusal came first.</summary>
    internal bool Happened(Moment? moment) => moment is not { } m || m.Earliest(Place) <= Question.At;

    // Said to be given, and to be withdrawn since.
    private bool IsTakenBack(ConsentStated consent) =>
        consent.WithdrawnAt is { } withdrawn && Happened(withdrawn) && !(consent.CollectedAt?.Earliest(Place) > withdrawn.Latest(Place));

    private static void Demand(bool holds, RuleError error)
    {
        if (!holds)
        {
            throw new RuleViolation(error);
        }
    }
}
