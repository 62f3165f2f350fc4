using System.Text.RegularExpressions;
using Gdpr.Kernel.FreeText;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Modules;

namespace Gdpr.SubjectRights.Features.Redacting;

/// <summary>
/// Finds in what would be handed out the addresses and numbers of somebody else (Art. 15(4)). Names are for the reader: a
/// list of them would call every street and product a person.
/// </summary>
internal sealed partial class ThirdParties(IReadOnlyList<Identifier> own, Controller controller)
{
    private readonly HashSet<Identifier> _own = [.. own];

    public IReadOnlyList<Mention> In(string? cell) => string.IsNullOrEmpty(cell) ? [] :
    [
        .. Address().Matches(cell).Where(m => IsOther(IdentifierKind.Email, m.Value)).Select(m => Of(m, IdentifierKind.Email))
            .Concat(Number().Matches(cell).Where(m => IsOther(IdentifierKind.Phone, m.Value)).Select(m => Of(m, IdentifierKind.Phone)))
            .OrderBy(m => m.Span.Start),
    ];

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
}
