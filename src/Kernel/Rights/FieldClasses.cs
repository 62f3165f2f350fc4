using System.Text.RegularExpressions;
using Gdpr.Kernel.Law;

namespace Gdpr.Kernel.Rights;

/// <summary>What a datum is to the person: it decides access (Art. 15(4)) and portability (Art. 20(1), 20(4)).</summary>
public enum FieldClass
{
    /// <summary>Typed by the person or observed of them.</summary>
    Provided,
    Inferred,
    Paper,
    ThirdParty,
    Recipients,
}

/// <summary>
/// Tells the class of a field by the words of its name, however they are joined; a company adds words, not code. In the
/// table <c>*</c> ends a stem, <c>^</c> and <c>$</c> bind to the first and the last word.
/// </summary>
public static partial class FieldClasses
{
    private static readonly IReadOnlyList<Row> Rows = LawTable.Read<Row>("field-classes.json");

    public static FieldClass Of(string field)
    {
        var words = Joined(field);
        return Rows.FirstOrDefault(r => r.Words.Any(w => IsIn(w, words)))?.Class ?? FieldClass.Provided;
    }

    // "creditScore", "credit-score" and "Credit score" are one name.
    private static string Joined(string field) => $"_{Border().Replace(field, "_").Trim('_').ToLowerInvariant()}_";

    private static bool IsIn(string word, string name)
    {
        var sought = $"_{word.Trim('^', '$', '*')}{(word.EndsWith('*') ? string.Empty : "_")}";
        return word[0] == '^' ? name.StartsWith(sought, StringComparison.Ordinal)
            : word[^1] == '$' ? name.EndsWith(sought, StringComparison.Ordinal)
            : name.Contains(sought, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<=[\p{Ll}\d])(?=\p{Lu})|[^\p{L}\d]+")]
    private static partial Regex Border();

    private sealed record Row(FieldClass Class, IReadOnlyList<string> Words, string Source);
}
