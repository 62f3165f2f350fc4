using Gdpr.Kernel.Retention;

namespace Gdpr.Kernel.Marketing;

/// <summary>
/// May this person be approached, on the facts stated. The order is that of the law: refusals, banned trades, minors, stale
/// data, the channel's permission, hours, the message, the rules of delivery. The first that speaks answers.
/// </summary>
public static class ContactPermission
{
    public static MarketingAnswer Evaluate(MarketingQuestion question)
    {
        var stated = new Stated(question);
        var rule = DecisionRules.Of(Code(stated));
        return new MarketingAnswer(rule, rule.Disputable || IsDisputed(stated, rule.Code));
    }

    /// <summary>
    /// Whether a consent stands (Art. 7), whatever else allows or forbids an approach at this moment: the hour, calls made, a
    /// callback asked for, a banned trade, an exception that would do without it.
    /// </summary>
    public static bool IsConsented(MarketingQuestion question)
    {
        var stated = new Stated(question);
        return Refusals.Standing(stated) is null && !IsMinor(stated) && !IsStale(stated)
            && (stated.IsMeasurement ? Measuring.Of(stated) == "TRACK_CONSENT" : StatedConsent.Judge(stated) == "CONSENT");
    }

    private static string Code(Stated stated)
    {
        var question = stated.Question;
        if (question.MessageType == "service" && !stated.IsMeasurement)
        {
            return "NOT_MARKETING";
        }

        if (question.AddressType == "generic" && !stated.IsConsumer && !stated.IsMeasurement)
        {
            return "LEGAL_PERSON";
        }

        return Bar(stated) ?? (stated.IsMeasurement ? Measuring.Of(stated) : Permitted(stated));
    }

    private static string? Bar(Stated stated)
    {
        if (Refusals.Standing(stated) is { } refusal)
        {
            return refusal;
        }

        return SectorBan(stated) ?? (IsMinor(stated) ? "MINOR" : IsStale(stated) ? "STALE" : null);
    }

    private static string Permitted(Stated stated)
    {
        var code = Permissions.Of(stated);
        return DecisionRules.Of(code).Allowed ? CallHours.Fault(stated) ?? MessageFault(stated) ?? code : code;
    }

    private static string? SectorBan(Stated stated)
    {
        var (question, channel) = (stated.Question, stated.Channel);
        if (!stated.IsConsumer || !BannedSectors.Contains(question.Sector) || question is { OngoingContract: true, RelatedToContract: true })
        {
            return null;
        }

        return channel switch
        {
            MarketingChannel.PhoneLive when Callbacks.IsInTime(stated) => null,
            MarketingChannel.PhoneLive when Callbacks.IsAsked(stated) => "CALLBACK_EXPIRED",
            MarketingChannel.PhoneLive or MarketingChannel.PhoneAutomated => "SECTOR_BAN",
            MarketingChannel.Email or MarketingChannel.Sms when stated.Day >= stated.Date("sector.messagesBannedFrom") => "SECTOR_BAN",
            _ => null,
        };
    }

    private static bool IsMinor(Stated stated) => stated.Question is { ParentalConsent: not true, Age: { } age } && age < stated.Number("minor.consentAge");

    private static bool IsStale(Stated stated) => stated.Question.LastContactFromPersonAt is { } last
        && stated.Day > RetentionPeriods.Of("PROSPECT", stated.Day).EndOf(last.DateIn(stated.Place));

    private static string? MessageFault(Stated stated) => stated.Question.Message switch
    {
        null => null,
        { SenderIdentity: not true } or { Unsubscribe: not true } => "MISSING_CONTENT",
        { OneClickHeaders: not true, DailyVolume: { } volume } when stated.Channel == MarketingChannel.Email && volume >= stated.Number("bulk.dailyVolume") => "BULK_HEADERS",
        _ => null,
    };

    private static bool IsDisputed(Stated stated, string code) => code switch
    {
        // A free account or an abandoned basket: CJEU C-654/23 may see a sale where France does not.
        "SOFT_OPT_IN_FAILED" => stated.Question.SoftOptIn is { CollectedAtSale: not true, SameEntity: true, SimilarProducts: true, OptOutAtCollection: true, OptOutEachMessage: true },
        "NO_TRACK_CONSENT" => Measuring.IsDisputed(stated),
        "CALLBACK_REQUEST" or "CALLBACK_EXPIRED" => Callbacks.HolidaysDecide(stated),
        _ => false,
    };
}
