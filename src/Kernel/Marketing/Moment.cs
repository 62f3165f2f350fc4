using System.Globalization;
using Gdpr.Kernel.Calendars;

namespace Gdpr.Kernel.Marketing;

/// <summary>A stated date: of a day alone only its first and last instant are known, and a doubt goes against sending.</summary>
internal readonly record struct Moment(DateTimeOffset Earliest, DateTimeOffset Latest)
{
    private const DateTimeStyles Plain = DateTimeStyles.None;

    internal static Moment? Read(string? text, Jurisdiction place)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Plain, out var day) && day < DateOnly.MaxValue.AddYears(-4))
        {
            return new Moment(place.At(day.ToDateTime(TimeOnly.MinValue)), place.EndOf(day));
        }

        if (!HasOffset(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Plain, out var at) || at.Year > 9990)
        {
            throw new RuleViolation(MarketingErrors.DateInvalid);
        }

        return new Moment(at, at);
    }

    private static bool HasOffset(string text) =>
        text.Length > 16 && (text.EndsWith('Z') || text[^6] is '+' or '-');
}
