namespace Gdpr.Consent.Domain;

/// <summary>The way a person is reached; a consent is specific to it (Art. 4(11)). <see cref="All"/> covers every one.</summary>
internal enum Channel
{
    Email,
    Sms,
    Phone,
    PhoneAutomated,
    Postal,
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
        ["all"] = Channel.All,
    };

    public static bool IsKnown(string? name) => name is not null && ByName.ContainsKey(name);

    public static Channel Parse(string name) => ByName[name];

    public static string Name(this Channel channel) => ByName.Single(p => p.Value == channel).Key;

    public static bool Covers(this Channel given, Channel asked) => given == asked || given == Channel.All;
}
