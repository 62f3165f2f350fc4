using System.Text.RegularExpressions;
using Gdpr.Kernel.FreeText;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Modules;

namespace Gdpr.SubjectRights.Features.Redacting;

/// <summary>
/// Finds in what would be handed out the addresses and numbers of somebody else (Art. 15(4)). Names are for the reader: a
/// list of them would call every street and product a person. Digits inside an id or a digest are no telephone either: they
/// would send one copy in a hundred to the review by chance.
/// </summary>
internal sealed partial class ThirdParties(IReadOnlyList<Identifier> own, Controller controller)
{
    private readonly HashSet<Identifier> _own = [.. own];

    public IReadOnlyList<Mention> In(string? cell) => string.IsNullOrEmpty(cell) ? [] :
    [
        .. Address().Matches(cell).Where(m => IsOther(IdentifierKind.Email, m.Value)).Select(m => Of(m, IdentifierKind.Email))
            .Concat(Numbers(cell).Where(m => IsOther(IdentifierKind.Phone, m.Value)).Select(m => Of(m, IdentifierKind.Phone)))
            .OrderBy(m => m.Span.Start),
    ];

    private static IEnumerable<Match> Numbers(string cell)
    {
        var numbers = Number().Matches(cell);
        if (numbers.Count == 0)
        {
            return [];
        }

        var machine = MachineWord().Matches(cell);
        return numbers.Where(n => !machine.Any(m => m.Index <= n.Index && n.Index + n.Length <= m.Index + m.Length));
    }

    private bool IsOther(IdentifierKind kind, string value) =>
        IdentifierNormalisation.TryNormalise(kind, value, controller.Country, out var normalised)
        && !_own.Contains(new Identifier(kind, normalised))
        && !string.Equals(normalised, controller.DpoEmail, StringComparison.OrdinalIgnoreCase);

    private static Mention Of(Match match, IdentifierKind kind) => new(new TextSpan(match.Index, match.Length), kind);

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // With a country code, or as France writes it: a number of an invoice is no telephone.
    [GeneratedRegex(@"(?<![\p{N}+])(?:\+[1-9](?:[ .\-()]{0,2}[0-9]){7,14}|0[1-9](?:[ .\-]?[0-9]{2}){4})(?!\p{N})", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    // A UUID, a digest in hexadecimal, or 256 bits in base64url with both cases: nobody writes a telephone number like that.
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|(?=[0-9]*[a-f])(?:[0-9a-f]{40}|[0-9a-f]{64})|(?=[^A-Z\s]*[A-Z])(?=[^a-z\s]*[a-z])[A-Za-z0-9_-]{43})(?![\p{L}\p{N}_-])",
        RegexOptions.CultureInvariant)]
    private static partial Regex MachineWord();
}
