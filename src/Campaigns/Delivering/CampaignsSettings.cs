namespace Gdpr.Campaigns.Delivering;

/// <summary>What the room reads from <c>Gdpr:Campaigns:*</c>.</summary>
internal sealed record CampaignsSettings(
    Uri? Smtp, int Connections, TimeSpan Retry, int MostAttempts, TimeSpan SmtpTimeout, string PublicUrl, string BounceAddress, DkimSettings? Dkim, IReadOnlyList<string> StaffDomains)
{
    /// <summary>The controller's time, in which windows are read.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Calls and attempts in 30 days to one person (C. conso D223-9, since 2023-03-01: four).</summary>
    public int MostCallAttempts { get; init; } = 4;

    /// <summary>How long after a call without answer the next attempt may be made.</summary>
    public TimeSpan CallAgain { get; init; } = TimeSpan.FromDays(1);

    /// <summary>So many unsubscriptions within ten minutes raise an alarm.</summary>
    public int BurstOf { get; init; } = 100;

    public SmsSettings? Sms { get; init; }

    public static CampaignsSettings Read(IConfiguration configuration, string timeZone)
    {
        var own = configuration.GetSection("Gdpr:Campaigns");
        var smtp = own["Smtp"] ?? configuration["Mail:Smtp"];
        var from = configuration["Mail:From"] ?? "privacy@example.test";
        return new CampaignsSettings(
            string.IsNullOrWhiteSpace(smtp) ? null : new Uri(smtp),
            own.GetValue("Connections", 4),
            TimeSpan.FromSeconds(own.GetValue("RetrySeconds", 60.0)),
            own.GetValue("MostAttempts", 6),
            TimeSpan.FromSeconds(own.GetValue("SmtpTimeoutSeconds", 30.0)),
            (configuration["Gdpr:PublicUrl"] ?? "http://localhost:8080").TrimEnd('/'),
            own["BounceAddress"] ?? from,
            DkimSettings.Read(own.GetSection("Dkim")),
            own.GetSection("StaffDomains").Get<string[]>() ?? [from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..]])
        {
            Zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone),
            MostCallAttempts = own.GetValue("MostCallAttempts", 4),
            CallAgain = TimeSpan.FromHours(own.GetValue("CallAgainHours", 24.0)),
            BurstOf = own.GetValue("BurstOf", 100),
            Sms = SmsSettings.Read(own.GetSection("Sms")),
        };
    }
}

/// <summary>The key by which mails are signed; its public half is published at <c>&lt;selector&gt;._domainkey.&lt;domain&gt;</c>.</summary>
internal sealed record DkimSettings(string Domain, string Selector, string KeyFile)
{
    public static DkimSettings? Read(IConfiguration section) =>
        section["Domain"] is { Length: > 0 } domain && section["KeyFile"] is { Length: > 0 } file ? new DkimSettings(domain, section["Selector"] ?? "gdpr", file) : null;
}

/// <summary>The SMS provider: <c>ovh</c> (service, application key, secret, consumer key) or <c>twilio</c> (account, token).</summary>
internal sealed record SmsSettings(string Provider, Uri Url, string Account, string Key, string Secret, string? ConsumerKey)
{
    /// <summary>How often the provider is asked for answers, where it does not bring them (OVH).</summary>
    public TimeSpan ReadEvery { get; init; } = TimeSpan.FromMinutes(1);

    public static SmsSettings? Read(IConfiguration section) => section["Provider"]?.ToLowerInvariant() switch
    {
        "ovh" => Of(section, "ovh", "https://eu.api.ovh.com/v1"),
        "twilio" => Of(section, "twilio", "https://api.twilio.com"),
        _ => null,
    };

    private static SmsSettings Of(IConfiguration section, string provider, string url) => new(
        provider, new Uri(section["Url"] ?? url), section["Account"] ?? string.Empty, section["Key"] ?? string.Empty, section["Secret"] ?? string.Empty, section["ConsumerKey"])
    {
        ReadEvery = TimeSpan.FromSeconds(section.GetValue("ReadEverySeconds", 60.0)),
    };
}
