namespace Gdpr.Consent.Domain;

/// <summary>The way a person is reached or measured; a consent is specific to it (Art. 4(11)). <see cref="All"/> covers every one that reaches.</summary>
internal enum Channel
{
    Email,
    Sms,
    Phone,
    PhoneAutomated,
    Postal,
    EmailPixel,
    EmailLink,
    All,
}

/// <summary>The names of channels in the contract, and which covers which.</summary>
internal static class Channels
{
    private static readonly Dictionary<string, Channel> ByName = new(StringComparer.Ordinal)
    {
        ["email"] = Channel.Email,
        ["sms"] = Channel.Sms,
        ["phone"] = Channel.Phone,
        ["phone_automated"] = Channel.PhoneAutomated,
        ["postal"] = Channel.Postal,
        ["email_pixel"] = Channel.EmailPixel,
        ["email_link"] = Channel.EmailLink,
        ["all"] = Channel.All,
    };

    // The word of the law's vectors for a call by a person.
    private const string LiveCall = "phone_live";

    public static bool IsKnown(string? name) => name is not null && (name == LiveCall || ByName.ContainsKey(name));

    public static bool IsOne(string? name) => IsKnown(name) && Parse(name!) != Channel.All;

    public static Channel Parse(string name) => name == LiveCall ? Channel.Phone : ByName[name];

    public static string Name(this Channel channel) => ByName.Single(p => p.Value == channel).Key;

    /// <summary>Its name where the law is asked.</summary>
    public static string LawName(this Channel channel) => channel == Channel.Phone ? LiveCall : channel.Name();

    /// <summary>Being measured is asked for apart from being reached (LIL 82).</summary>
    public static bool IsMeasurement(this Channel channel) => channel is Channel.EmailPixel or Channel.EmailLink;

    public static bool Covers(this Channel given, Channel asked) => given == asked || (given == Channel.All && !asked.IsMeasurement());

    /// <summary>Whoever wants no calls wants none of a machine, and no mail means no measuring of it.</summary>
    public static bool Refuses(this Channel scope, Channel asked) => scope == asked || scope switch
    {
        Channel.All => true,
        Channel.Phone => asked == Channel.PhoneAutomated,
        Channel.Email => asked.IsMeasurement(),
        _ => false,
    };
}
