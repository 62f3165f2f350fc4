using Gdpr.Web.Cases;

namespace Gdpr.Web.Portal;

public sealed record Names(string Fr, string En);

public sealed record Listed<T>(IReadOnlyList<T> Items);

public sealed record ChoicesView(IReadOnlyList<PurposeChoices> Purposes);

public sealed record PurposeChoices(string Code, Names Name, string LegalBasis, string? Words, IReadOnlyList<ChannelChoice> Choices);

public sealed record ChannelChoice(string Channel, string? Said, DateTimeOffset? At, Guid? ReceiptId, bool Allowed);

public sealed record CookiesView(IReadOnlyList<BannerChoices> Banners);

public sealed record BannerChoices(string Banner, IReadOnlyList<string> Origins, IReadOnlyList<CookieStanding> Purposes);

public sealed record CookieStanding(string Purpose, Names Name, bool? Accepted, DateTimeOffset? At);

public sealed record SaidView(Guid ReceiptId, string Purpose, string Channel, string Decision, DateTimeOffset At, string Method);

public sealed record DataView(
    string? GivenName, string? FamilyName, string? Organisation, IReadOnlyList<PointView> Emails, IReadOnlyList<PointView> Phones, DateOnly? BirthDate,
    string? Street, string? PostalCode, string? City, string? Country, string? Language, IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, SourceView> Origins);

public sealed record PointView(string Value, string? Type);

public sealed record SourceView(string Origin, DateTimeOffset ObtainedAt, string Act);

public sealed record RecipientView(string Recipient, DateTimeOffset First, DateTimeOffset Last);

public sealed record ReadView(DateTimeOffset At, string Service, string Code, string By);

public sealed record RequestItem(Guid Id, string Reference, string Right, string Status, DateTimeOffset ReceivedAt, DateTimeOffset? DueAt);

public sealed record RequestView(RequestCase Case, bool Letter);

/// <param name="Until">When the copy is destroyed; null while that is not fixed.</param>
public sealed record PackageView(DateTimeOffset? Until);

public sealed record RefusalView(string? Ground, string? Reason);

public sealed record RequestCase(
    string Reference, string Right, string Status, DateTimeOffset ReceivedAt, DateTimeOffset? DueAt, DateTimeOffset? AnsweredAt,
    IReadOnlyList<CaseTarget> Targets, string? Asked, RefusalView? Refused, IReadOnlyList<MessageView> Messages, string HowToComplain,
    PackageView? Package);

public sealed record MessageView(DateTimeOffset At, bool FromYou, string Text);

public sealed record NoticeView(string Controller, string Country, string? DpoName, string? DpoEmail, IReadOnlyList<NoticePurpose> Purposes);

public sealed record NoticePurpose(string Code, Names Name, string LegalBasis, int? RetentionMonths);
