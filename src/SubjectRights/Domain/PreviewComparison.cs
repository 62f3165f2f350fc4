using Gdpr.Messages.Participation;

namespace Gdpr.SubjectRights.Domain;

/// <summary>One line of the preview that is not what was done or what the answer says.</summary>
/// <param name="Where"><c>acted</c>: the record of the execution; <c>answered</c>: what the letter lists.</param>
internal sealed record PreviewDifference(string Target, string DataClass, string Where, Datum? Announced, Datum? Found);

/// <summary>
/// Compares what a person was shown and approved, what was carried out, and what the answer lists: class, outcome, ground
/// and end must be the same. A count may differ only where <c>explained</c> says so, or where a target acted in several
/// rounds and its last report tells of the last one alone: then nothing may be done that was not announced. Only what
/// acted is compared: a target that failed is named as such in the answer.
/// </summary>
internal static class PreviewComparison
{
    public static IReadOnlyList<PreviewDifference> Of(
        SubjectRequest request, Func<RequestTarget, IReadOnlyList<Datum>> answered, IReadOnlySet<(string Target, string DataClass)>? explained = null) =>
        [.. request.Targets.Where(HasActed).OrderBy(t => t.Name, StringComparer.Ordinal).SelectMany(target =>
            Compare(target, InSeveralRounds(request, target), target.Acted, "acted", explained)
                .Concat(target.Verified ? Compare(target, InSeveralRounds(request, target), answered(target), "answered", explained) : []))];

    /// <summary>A room always acts; a connection acts where it holds something.</summary>
    private static bool HasActed(RequestTarget target) =>
        target.Phase is ParticipationPhase.Verify or ParticipationPhase.Done && target.Outcome != Outcome.None && (target.IsRoom || target.Located.Count > 0);

    // One round to act and one to verify follow those of the search.
    private static bool InSeveralRounds(SubjectRequest request, RequestTarget target) =>
        target.FoundAgain > 0 || target.Round > request.LocateRound + 2;

    private static IEnumerable<PreviewDifference> Compare(
        RequestTarget target, bool last, IReadOnlyList<Datum> found, string where, IReadOnlySet<(string, string)>? explained)
    {
        var (before, after) = (Sums(target.Located), Sums(found));
        foreach (var key in before.Keys.Union(after.Keys).OrderBy(k => k.ToString(), StringComparer.Ordinal))
        {
            var (announced, done) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            var same = announced is not null
                && (last || (done is not null && (announced.Count == done.Count || explained?.Contains((target.Name, announced.DataClass)) is true)));
            if (!same)
            {
                yield return new PreviewDifference(target.Name, (announced ?? done)!.DataClass, where, announced, done);
            }
        }
    }

    // What is not there (count 0) is not announced; the same class may come in several lines with one outcome.
    private static Dictionary<(string, Outcome, string?, DateOnly?), Datum> Sums(IReadOnlyList<Datum> data) => data
        .Where(d => d.Count > 0)
        .GroupBy(d => (d.DataClass, d.Outcome, d.Ground, d.Until))
        .ToDictionary(g => g.Key, g => g.First() with { Count = g.Sum(d => d.Count) });
}
