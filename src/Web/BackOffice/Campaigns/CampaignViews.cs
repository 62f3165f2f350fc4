namespace Gdpr.Web.BackOffice.Campaigns;

public sealed record CampaignItem(Guid Id, string Name, string Channel, string Purpose, string State, DateTimeOffset CreatedAt);

public sealed record CampaignView(
    Guid Id, string Name, string Channel, string Purpose, string State, string? Trouble, Guid TemplateId, Guid? SegmentId, int? AfterConsentHours, Guid? PreflightId,
    DateTimeOffset? LaunchedAt, string? LaunchedBy, DateTimeOffset? StartAt, DateTimeOffset? EndedAt, bool Prepared, int Forgotten, IReadOnlyList<TallyView> Sends)
{
    public int Of(params string[] states) => Sends.Where(s => states.Contains(s.State)).Sum(s => s.Count);
}

public sealed record TallyView(string State, string? Code, int Count);

public sealed record StatisticsView(
    int Sent, int Bounced, int Complained, int Unsubscribed, int Unknown, int Failed, int Excluded, int Queued, int Forgotten,
    IReadOnlyList<VariantView> Variants, IReadOnlyList<DomainView> Domains)
{
    /// <summary>What left and did not come back.</summary>
    public int Delivered => Sent - Bounced;
}

public sealed record VariantView(string Name, int Sent, int Bounced, int Complained, int Unsubscribed);

/// <param name="Domain">Null for those of few people, which the room does not name.</param>
public sealed record DomainView(string? Domain, int Sent, int Bounced, int Complained);

/// <summary>Whether mails arrive: counts by domain, and what the DNS says of the senders.</summary>
public sealed record DeliverabilityView(IReadOnlyList<DomainTrouble> Domains, IReadOnlyList<CheckView> Checks);

/// <param name="Domain">Null for those of few people, which the room does not name.</param>
public sealed record DomainTrouble(string? Domain, int Sent, int Bounced, int Complained, int Deferred, bool Alarm);

public sealed record CheckView(string Check, string Domain, string Result, string Code, string? Found);

public sealed record PreflightView(
    Guid Id, DateTimeOffset At, int Total, int Going, int Excluded, IReadOnlyList<ReasonView> Allowed, IReadOnlyList<ReasonView> Excludes, IReadOnlyList<string> Missing);

public sealed record ReasonView(string Code, int Count, IReadOnlyList<Guid> Examples);

public sealed record TemplateView(string Name, string Channel, int Version, IReadOnlyList<TextView> Texts);

public sealed record TemplateItem(Guid Id, string Name, string Channel, int Version);

/// <summary>A template as somebody made up would read it, and what it does not say.</summary>
public sealed record TemplatePreview(IReadOnlyList<string> Missing, IReadOnlyList<TextView> Texts);

public sealed record SegmentItem(Guid Id, string Name, CriteriaView Criteria, int Version);

public sealed record CriteriaView(
    string? Audience, string? Country, string? Language, string? Origin, IReadOnlyDictionary<string, string>? Attributes, DateTimeOffset? CreatedFrom, DateTimeOffset? CreatedUntil);

public sealed record SegmentCount(int Count, IReadOnlyList<Guid> Examples);

public sealed record PurposeItem(string Code, Portal.Names Name, IReadOnlyList<string> Channels);

public sealed record Made(Guid Id);

public sealed record TextView(string Language, string? Subject, string? SubjectB, string? Html, string Body);

public sealed record NamedItem(Guid Id, string Name);

public sealed record CallView(Guid CallId, Guid SubjectId, string? Name, string Phone, string Script, string Code);

public sealed record PreflightMade(Guid Id);

/// <summary>What belongs to the page of one campaign.</summary>
public sealed record CampaignFile(CampaignView Campaign, StatisticsView? Counts, PreflightView? Preflight, TemplateView? Message, string? Segment);
