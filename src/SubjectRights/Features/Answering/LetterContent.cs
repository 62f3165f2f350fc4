using Gdpr.Kernel;
using Gdpr.Kernel.Calendars;
using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Reading;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>Everything a letter may say: nothing in it that no check found, no configuration states and no person wrote.</summary>
/// <param name="Reason">Why it is refused, or what the person who decided a case of Art. 22 wrote to the subject.</param>
/// <param name="Bases">Legal basis by class of data, as the rooms that handed out a copy stated it; null without a copy.</param>
internal sealed record LetterContent(
    SubjectRequest Request,
    LetterSettings Settings,
    KnownFacts Facts,
    IReadOnlyDictionary<string, string>? Bases,
    DateTimeOffset Now,
    string? Reason)
{
    /// <summary>Why the answer comes late, where it does and somebody said so.</summary>
    public string? DelayReason { get; init; }

    public bool IsLate => Request.CameBackAt is null && Request.IsLate(Now);

    /// <summary>Those who received the data and are told what became of it (Art. 19).</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>Places of the copy where data of others was taken out (Art. 15(4)).</summary>
    public int Redacted { get; init; }

    public IReadOnlyList<RequestTarget> Targets { get; } = [.. Request.Targets.OrderBy(t => t.Name, StringComparer.Ordinal)];

    /// <summary>What is known best of each datum, by target.</summary>
    public IReadOnlyList<(RequestTarget Target, Datum Datum)> Data { get; } =
        [.. Request.Targets.OrderBy(t => t.Name, StringComparer.Ordinal).SelectMany(t => ReadRequest.DataOf(t).Select(d => (t, d)))];

    public bool NothingHeld => Request.SubjectId is null && Request.Targets.TrueForAll(t => t.Outcome == Outcome.NothingFound && t.Verified);

    public IReadOnlyList<RequestTarget> Unfinished => [.. Targets.Where(t => !t.Verified)];

    public IReadOnlyList<(RequestTarget Target, Datum Datum)> Kept => [.. Data.Where(d => d.Datum.Outcome == Outcome.Kept)];

    /// <summary>Lines of an erasure that are not what the preview announced; the letter must not be silent about them.</summary>
    public IReadOnlyList<PreviewDifference> Differences { get; } =
        Request is { Right: RightRequested.Erasure, Refusing: false } ? PreviewComparison.Of(Request, ReadRequest.DataOf) : [];

    public DateTimeOffset Local(DateTimeOffset at) => Jurisdiction.Of(Request.Country).LocalTime(at);
}
