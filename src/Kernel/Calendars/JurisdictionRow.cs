namespace Gdpr.Kernel.Calendars;

internal sealed record JurisdictionRow(
    string Code,
    string Source,
    bool Verified,
    IReadOnlyList<HolidayRule> Holidays,
    string? TimeZone = null,
    string? Within = null,
    string? Alias = null,
    IReadOnlyList<string>? Regions = null);
