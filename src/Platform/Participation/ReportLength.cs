using Gdpr.Messages.Participation;

namespace Gdpr.Platform.Participation;

/// <summary>
/// Keeps a report within its 200 data and says so: what does not fit is summed by outcome under the class
/// <c>&lt;room&gt;.more</c>, so that nothing found or kept is missing from preview, answer and check.
/// </summary>
public static class ReportLength
{
    public const int Most = 200;
    public const string More = ".more";

    public static Datum[] Within(IReadOnlyList<Datum> data, string room)
    {
        if (data.Count <= Most)
        {
            return [.. data];
        }

        // What should be gone and is there comes first: a cut must never make a check pass.
        var ordered = data.OrderBy(d => d.Outcome != Outcome.None).ToList();
        var shown = Most - ordered.Select(d => d.Outcome).Distinct().Count();
        return [.. ordered.Take(shown), .. ordered.Skip(shown).GroupBy(d => d.Outcome).Select(g => Sum(g, room))];
    }

    private static Datum Sum(IGrouping<Outcome, Datum> rest, string room)
    {
        var grounds = rest.Select(d => d.Ground).Distinct().ToList();
        return new Datum(room + More, rest.Sum(d => d.Count), rest.Key, grounds.Count == 1 ? grounds[0] : null, rest.All(d => d.Until is not null) ? rest.Max(d => d.Until) : null);
    }
}
