using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Calendars;

internal sealed record JurisdictionRow(
    string Code,
    string Source,
    bool Verified,
    IReadOnlyList<HolidayRule> Holidays,
    SourceConfidence Confidence = SourceConfidence.General,
    string? TimeZone = null,
    string? Within = null,
    string? Alias = null,
    IReadOnlyList<string>? Regions = null);
