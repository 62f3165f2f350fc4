using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Deadlines;

/// <summary>Whose public holidays decided a date, and whether anybody has signed the list (Reg. 1182/71 Art. 2(1)).</summary>
public sealed record CalendarUsed(string Code, string TimeZone, string Source, SourceConfidence Confidence, bool Verified)
{
    internal static CalendarUsed Of(Jurisdiction place) => new(place.Code, place.TimeZone.Id, place.Source, place.Confidence, place.Verified);
}
