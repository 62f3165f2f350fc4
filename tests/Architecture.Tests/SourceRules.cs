using System.Text.RegularExpressions;

namespace Gdpr.Architecture.Tests;

/// <summary>Rules that are read off the text of a file.</summary>
internal static partial class SourceRules
{
    public const int MostLines = 300;

    /// <summary>Names that end in a banned word and may: with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> AllowedNames = new Dictionary<string, string>(StringComparer.Ordinal);

    public static IEnumerable<string> Violations(string path, string text)
    {
        var lines = text.Count(c => c == '\n');
        if (lines > MostLines)
        {
            yield return $"{path} has {lines} lines";
        }

        foreach (var name in TypeName().Matches(text).Select(m => m.Groups["name"].Value).Where(n => BannedSuffix().IsMatch(n) && !AllowedNames.ContainsKey(n)))
        {
            yield return $"{path} names a type {name}";
        }

        foreach (Match call in BannedCall().Matches(WithoutComments(text)))
        {
            yield return $"{path} uses {call.Value}";
        }

        if (text.Contains("#region", StringComparison.Ordinal) || text.StartsWith('\uFEFF'))
        {
            yield return $"{path} has a region or a byte order mark";
        }
    }

    /// <summary>The namespace is the folder, seen from the project's root.</summary>
    public static IEnumerable<string> NamespaceViolations(string path, string text)
    {
        var folder = Path.GetDirectoryName(path)!.Replace('\\', '/').Replace("src/", string.Empty, StringComparison.Ordinal);
        var expected = $"Gdpr.{folder.Replace('/', '.')}";
        if (Namespace().Match(text) is { Success: true } found && found.Groups[1].Value != expected)
        {
            yield return $"{path} declares {found.Groups[1].Value}";
        }
    }

    /// <summary>Statements of a Program.cs beside its usings.</summary>
    public static int Statements(string program) =>
        WithoutComments(program).Split('\n').Where(l => !l.StartsWith("using ", StringComparison.Ordinal)).Sum(l => l.Count(c => c is ';' or '{'));

    private static string WithoutComments(string text) => Comment().Replace(text, string.Empty);

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum|record struct)\s+(?<name>[A-Z][A-Za-z0-9]*)")]
    private static partial Regex TypeName();

    [GeneratedRegex("(Service|Services?Impl|Manager|Helper|Helpers|Util|Utils|Utility|Processor|Base|Impl|Common|Info|Data|Repository|Dto)$")]
    private static partial Regex BannedSuffix();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b|\bGuid\.NewGuid\b|\bThread\.Sleep\b|\bnew Random\(|\bRandom\.Shared\b")]
    private static partial Regex BannedCall();

    [GeneratedRegex(@"^namespace ([A-Za-z0-9_.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
