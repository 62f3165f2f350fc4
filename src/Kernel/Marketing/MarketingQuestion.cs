namespace Gdpr.Kernel.Marketing;

/// <summary>May a message be sent, a call be made, an opening be measured: the facts that decide (CPCE L34-5, C. conso L223-1, LIL 82).</summary>
public sealed record MarketingQuestion
{
    /// <summary>The moment of the send, the call or the measurement.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>ISO 3166-1, or <c>FR-</c> and the number of the département; decides holidays and, unless stated, the hour.</summary>
    public required string Country { get; init; }

    /// <summary>One of <see cref="MarketingChannel"/>.</summary>
    public required string Channel { get; init; }

    /// <summary><c>B2C</c> or <c>B2B</c>.</summary>
    public required string Audience { get; init; }

    /// <summary>What the sender relies on; shown only, the facts decide.</summary>
    public string? Basis { get; init; }

    /// <summary>Shown only: the conditions of <see cref="SoftOptIn"/> say more.</summary>
    public bool? PriorCustomer { get; init; }

    public ConsentStated? Consent { get; init; }

    public SoftOptInStated? SoftOptIn { get; init; }

    public ObjectionStated? Objection { get; init; }

    /// <summary><c>service</c> for what a contract needs; absent for marketing.</summary>
    public string? MessageType { get; init; }

    /// <summary><c>generic</c> for an address such as info@ of a company.</summary>
    public string? AddressType { get; init; }

    /// <summary>The person was informed as Arts. 13 or 14 ask, with the right to object.</summary>
    public bool? Informed { get; init; }

    public bool? FirstMessageCarriesArt14 { get; init; }

    public bool? RelatedToProfession { get; init; }

    /// <summary>On the list of those who did not want calls, which ended with the opt-in of 2026.</summary>
    public bool? Bloctel { get; init; }

    public bool? OngoingContract { get; init; }

    public bool? RelatedToContract { get; init; }

    /// <summary>IANA name; absent: the one of the country.</summary>
    public string? ConsumerTimeZone { get; init; }

    public int? AttemptsLast30Days { get; init; }

    public Moment? RefusedInCallAt { get; init; }

    /// <summary>One of <see cref="BannedSectors"/>, or any other word.</summary>
    public string? Sector { get; init; }

    public Moment? CallbackRequestedAt { get; init; }

    public int? Age { get; init; }

    public bool? ParentalConsent { get; init; }

    public MessageStated? Message { get; init; }

    /// <summary>The last act of the person towards us; absent: not tested.</summary>
    public Moment? LastContactFromPersonAt { get; init; }

    /// <summary>Of a measurement: <c>individual_performance</c>, <c>deliverability_last_open_date_only</c> or <c>consent_request</c>.</summary>
    public string? Purpose { get; init; }

    public Moment? CollectedBefore { get; init; }

    public bool? InformedOptOut { get; init; }
}

/// <summary>A consent as it is stated.</summary>
/// <param name="State"><c>given</c>, <c>refused</c>, <c>withdrawn</c> or <c>none</c>.</param>
/// <param name="Channels"><c>email</c>, <c>sms</c>, <c>phone</c> (live calls), <c>phone_automated</c>; absent: not tested.</param>
/// <param name="Prechecked">The box was ticked beforehand.</param>
/// <param name="Source"><c>partner</c> when somebody else collected it.</param>
/// <param name="OutOfHours">The person expressly agreed to calls outside the hours of the law.</param>
/// <param name="Tracking"><c>given</c>, <c>refused</c> or <c>none</c>: asked for apart from the channel's consent.</param>
/// <param name="ExpiresAt">Until when it was asked for; the law of a channel may end it sooner.</param>
public sealed record ConsentStated(
    string? State = null,
    Moment? CollectedAt = null,
    Moment? WithdrawnAt = null,
    bool? Proof = null,
    IReadOnlyList<string>? Channels = null,
    bool? Prechecked = null,
    string? Source = null,
    bool? RecipientsNamed = null,
    bool? OutOfHours = null,
    string? Tracking = null,
    Moment? ExpiresAt = null);

/// <summary>The five conditions under which a customer may be written to without consent (CPCE L34-5 al. 4).</summary>
public sealed record SoftOptInStated(
    bool? CollectedAtSale = null, bool? SameEntity = null, bool? SimilarProducts = null, bool? OptOutAtCollection = null, bool? OptOutEachMessage = null);

/// <summary>An objection to direct marketing (Art. 21(2)).</summary>
/// <param name="Scope">A channel, or <c>all</c>.</param>
public sealed record ObjectionStated(string? Scope = null, Moment? At = null);

/// <summary>What the message carries.</summary>
public sealed record MessageStated(bool? SenderIdentity = null, bool? Unsubscribe = null, bool? OneClickHeaders = null, int? DailyVolume = null);
