using Gdpr.Kernel.Identifiers;

namespace Gdpr.Kernel.FreeText;

/// <summary>Looks for one person in many texts: what is looked for is prepared once.</summary>
public sealed class MentionSearch(IReadOnlyCollection<Identifier> known)
{
    private readonly (IdentifierKind Kind, Func<string, IEnumerable<TextSpan>> Places)[] _finders =
        [.. known.SelectMany(i => Mentions.Finders(i).Select(f => (i.Kind, f)))];

    public IReadOnlyList<Mention> In(string text)
    {
        var folded = FoldedText.Of(text);
        var found = _finders.SelectMany(f => f.Places(folded.Text).Select(p => new Mention(folded.Original(p.Start, p.Length), f.Kind))).ToList();

        // One place named in two ways is one place.
        return found.Count == 0 ? [] :
        [
            .. TextSpan.Joined(found.Select(m => m.Span))
                .Select(s => new Mention(s, found.Where(m => m.Span.Start >= s.Start && m.Span.End <= s.End).OrderByDescending(m => m.Span.Length).First().Kind)),
        ];
    }
}
