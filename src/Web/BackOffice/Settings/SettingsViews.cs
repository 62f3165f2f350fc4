namespace Gdpr.Web.BackOffice.Settings;

public sealed record CompanyView(string Controller, string Country, string? DpoName, string? DpoEmail);

public sealed record StaffItem(Guid Id, string Email, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt);

public sealed record ClientItem(string Id, IReadOnlyList<string> Scopes);

/// <summary>A new program with its secret, shown once.</summary>
public sealed record ClientMade(string Id, string Secret);

public sealed record SetPurpose(
    string Code, Portal.Names Name, string LegalBasis, IReadOnlyList<string> Channels, int? RetentionMonths, int? ConsentMonths, string? ControllerId, DateTimeOffset CreatedAt);

public sealed record NoticeItem(Guid Id, string Purpose, string Language, int Version, string Text, string? Form, DateTimeOffset CreatedAt);

public sealed record PeriodItem(
    string Code, string Origin, int? Version, string Covers, string Start, PeriodView Period, string Source, string Confidence, DateOnly? From, bool InForce, string? Reason);

public sealed record PeriodView(int Years, int Months, int Days, bool Minimum);
