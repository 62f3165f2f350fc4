namespace Gdpr.Kernel.Marketing;

/// <summary>The ways a message, a call or a measurement takes.</summary>
public static class MarketingChannel
{
    public const string Email = "email";
    public const string Sms = "sms";
    public const string PhoneLive = "phone_live";
    public const string PhoneAutomated = "phone_automated";
    public const string Postal = "postal";
    public const string EmailPixel = "email_pixel";
    public const string EmailLink = "email_link";

    private static readonly string[] Known = [Email, Sms, PhoneLive, PhoneAutomated, Postal, EmailPixel, EmailLink];

    internal static bool IsKnown(string channel) => Known.Contains(channel);

    internal static bool IsMeasurement(string channel) => channel is EmailPixel or EmailLink;

    /// <summary>Whether a consent or an objection that names <paramref name="named"/> speaks of this channel.</summary>
    internal static bool Covers(string named, string channel) => named == channel || named switch
    {
        "all" => true,
        "phone" => channel == PhoneLive,
        Email => IsMeasurement(channel),
        _ => false,
    };

    /// <summary>An objection to telephone calls means those of a machine too.</summary>
    internal static bool IsRefusedBy(string scope, string channel) => Covers(scope, channel) || (scope == "phone" && channel == PhoneAutomated);
}
