using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Participation;

namespace Gdpr.SubjectRights.Features.CaseFiles;

/// <summary>The e-mail addresses of a case besides the one that the request came from; that one is known by its hash.</summary>
internal static class OtherAddresses
{
    public static IReadOnlyList<string> Of(IEnumerable<CaseIdentifier> identifiers, string askedHash, IdentifierHasher hasher) =>
        [.. identifiers
            .Where(i => i.Kind == IdentifierKind.Email && !hasher.HashWithEveryKey(new Identifier(i.Kind, i.Value)).Any(h => h.ToString() == askedHash))
            .Select(i => i.Value)
            .Distinct(StringComparer.Ordinal)];
}
