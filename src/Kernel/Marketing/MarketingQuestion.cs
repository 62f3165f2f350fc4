namespace Gdpr.Kernel.Marketing;

/// <summary>The stated facts from which permission to contact somebody is decided; absent means not stated.</summary>
/// <remarks>Dates may be a day or an instant: <see cref="Moment"/> reads both.</remarks>
public sealed record MarketingQuestion
{
    public required DateTimeOffset At { get; init; }

    /// <summary>ISO 3166-1, or <c>FR-</c> and the number of the département.</summary>
    public required string Country { get; init; }

    /// <summary><c>email</c>, <c>sms</c>, <c>phone_live</c>, <c>phone_automated</c>, <c>postal</c>, <c>email_pixel</c> or <c>email_link</c>.</summary>
    public required string Channel { get; init; }

    /// <summary><c>B2C</c> or <c>B2B</c>.</summary>
    public required string Audience { get; init; }

    public string? Basis { get; init; }

    /// <summary>Shown only: a past sale alone permits nothing.</summary>
    public bool? PriorCustomer { get; init; }

    public StatedConsent? Consent { get; init; }

    public StatedObjection? Objection { get; init; }

    public StatedSoftOptIn? SoftOptIn { get; init; }

    public StatedMessage? Message { get; init; }

    public string? MessageType { get; init; }

    public string? AddressType { get; init; }

    /// <summary>Of a pixel or a link.</summary>
    public string? Purpose { get; init; }

    public string? Sector { get; init; }

    public int? Age { get; init; }

    public bool? ParentalConsent { get; init; }

    public bool? Informed { get; init; }

    public bool? FirstMessageCarriesArt14 { get; init; }

    public bool? RelatedToProfession { get; init; }

    public bool? OngoingContract { get; init; }

    public bool? RelatedToContract { get; init; }

    public bool? Bloctel { get; init; }

    public string? CallbackRequestedAt { get; init; }

    public string? RefusedInCallAt { get; init; }

    public string? LastContactFromPersonAt { get; init; }

    public int? AttemptsLast30Days { get; init; }

    public string? ConsumerTimeZone { get; init; }

    public string? CollectedBefore { get; init; }

    public bool? InformedOptOut { get; init; }
}

/// <summary>What is stated about the person's consent.</summary>
public sealed record StatedConsent
{
    /// <summary><c>given</c>, <c>refused</c>, <c>withdrawn</c> or <c>none</c>.</summary>
    public string? State { get; init; }

    public string? CollectedAt { get; init; }

    public string? WithdrawnAt { get; init; }

    public bool? Proof { get; init; }

    public IReadOnlyList<string>? Channels { get; init; }

    public bool? Prechecked { get; init; }

    /// <summary>Express consent to be called outside the hours of C. conso D223-9.</summary>
    public bool? OutOfHours { get; init; }

    /// <summary>Consent to tracking, asked apart: <c>given</c>, <c>refused</c> or <c>none</c>.</summary>
    public string? Tracking { get; init; }

    public bool? RecipientsNamed { get; init; }

    public string? Source { get; init; }
}

/// <summary>An objection to marketing (Art. 21(2)).</summary>
public sealed record StatedObjection(string? Scope = null, string? At = null);

/// <summary>The five conditions of the existing-customer exception (CPCE L34-5).</summary>
public sealed record StatedSoftOptIn(
    bool CollectedAtSale = false,
    bool SameEntity = false,
    bool SimilarProducts = false,
    bool OptOutAtCollection = false,
    bool OptOutEachMessage = false)
{
    internal bool Holds => CollectedAtSale && SameEntity && SimilarProducts && OptOutAtCollection && OptOutEachMessage;
}

/// <summary>What the message carries.</summary>
public sealed record StatedMessage(
    bool SenderIdentity = false, bool Unsubscribe = false, bool OneClickHeaders = false, int DailyVolume = 0);
