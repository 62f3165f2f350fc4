using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Marketing;

/// <summary>A question read once: its dates as instants, its day in the country, who the law protects.</summary>
internal sealed class MarketingCase
{
    private static readonly HashSet<string> KnownChannels =
        new(StringComparer.Ordinal) { "email", "sms", "phone_live", "phone_automated", "postal", "email_pixel", "email_link" };

    private static readonly HashSet<string> KnownStates = new(StringComparer.Ordinal) { "given", "refused", "withdrawn", "none" };

    internal MarketingCase(MarketingQuestion question)
    {
        Q = question;
        Place = Jurisdiction.Of(question.Country);
        Demand(KnownChannels.Contains(question.Channel), MarketingErrors.ChannelUnknown);
        Demand(question.Audience is "B2C" or "B2B", MarketingErrors.AudienceUnknown);
        Demand(KnownStates.Contains(Consent.State ?? "none"), MarketingErrors.ConsentStateUnknown);
        Zone = ZoneOf(question.ConsumerTimeZone, Place);
        Today = Place.DateOf(question.At);
        Collected = Moment.Read(Consent.CollectedAt, Place);
        Withdrawn = Moment.Read(Consent.WithdrawnAt, Place);
        Objected = Moment.Read(question.Objection?.At, Place);
        RefusedInCall = Moment.Read(question.RefusedInCallAt, Place);
        CallbackAsked = Moment.Read(question.CallbackRequestedAt, Place);
        LastContact = Moment.Read(question.LastContactFromPersonAt, Place);
        CollectedBefore = Moment.Read(question.CollectedBefore, Place);
    }

    internal MarketingQuestion Q { get; }

    internal StatedConsent Consent => Q.Consent ?? new StatedConsent();

    internal Jurisdiction Place { get; }

    internal TimeZoneInfo Zone { get; }

    internal DateOnly Today { get; }

    internal Moment? Collected { get; }

    internal Moment? Withdrawn { get; }

    internal Moment? Objected { get; }

    internal Moment? RefusedInCall { get; }

    internal Moment? CallbackAsked { get; }

    internal Moment? LastContact { get; }

    internal Moment? CollectedBefore { get; }

    internal bool LiveCall => Q.Channel == "phone_live";

    internal bool Tracker => Q.Channel is "email_pixel" or "email_link";

    /// <summary>A professional reached for something private is a consumer (C. conso L223-1).</summary>
    internal bool Consumer => Q.Audience == "B2C" || (LiveCall && Q.RelatedToProfession != true);

    internal bool RelatedContract => Q.OngoingContract == true && Q.RelatedToContract == true;

    /// <summary>A consent that is dated after the decision has not been given yet.</summary>
    internal bool Given => Consent.State == "given" && (Collected is not { } at || at.Earliest <= Q.At);

    internal DateTime ThereNow => TimeZoneInfo.ConvertTime(Q.At, Zone).DateTime;

    internal bool Since(string parameter) => Today >= Day(parameter);

    internal DateOnly Day(string parameter) =>
        DateOnly.ParseExact(Text(parameter), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    internal string Text(string parameter) => LawParameters.InForce(parameter, Today).Value;

    internal int Number(string parameter) => LawParameters.Number(parameter, Today);

    private static void Demand(bool holds, RuleError error)
    {
        if (!holds)
        {
            throw new RuleViolation(error);
        }
    }

    private static TimeZoneInfo ZoneOf(string? name, Jurisdiction place) =>
        name is null ? place.TimeZone
        : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone
        : throw new RuleViolation(MarketingErrors.TimeZoneUnknown);
}
