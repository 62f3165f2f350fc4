using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Retention;

/// <summary>How long one class of records may be kept, from when, and on whose word (GDPR Art. 5(1)(e)).</summary>
/// <param name="From">The day from which this row applies; null for a row that is older than this table.</param>
public sealed record RetentionPeriod(
    string Code,
    string Covers,
    string Start,
    RetentionForce Force,
    string Source,
    SourceConfidence Confidence,
    int Years = 0,
    int Months = 0,
    int Days = 0,
    bool Minimum = false,
    DateOnly? From = null)
{
    /// <summary>The last day allowed: clamped to shorter months, never carried to a working day.</summary>
    public DateOnly EndOf(DateOnly start) => start.AddMonths((12 * Years) + Months).AddDays(Days);

    public bool MayKeep(DateOnly start, DateOnly at) => Minimum || at <= EndOf(start);

    /// <summary>What is to be done on a day; a period that has not begun has no end yet.</summary>
    public RetentionAnswer Judge(DateOnly? start, DateOnly at) =>
        start is { } begun ? new RetentionAnswer(EndOf(begun), MayKeep(begun, at)) : new RetentionAnswer(null, true);
}
