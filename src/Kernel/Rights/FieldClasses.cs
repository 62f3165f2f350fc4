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

/// <summary>Tells the class of a field by the words in its name; a company adds words, not code.</summary>
public static class FieldClasses
{
    private static readonly IReadOnlyList<Row> Rows = LawTable.Read<Row>("field-classes.json");

    public static FieldClass Of(string field) =>
        Rows.FirstOrDefault(r => r.Words.Any(w => field.Contains(w, StringComparison.OrdinalIgnoreCase)))?.Class ?? FieldClass.Provided;

    private sealed record Row(FieldClass Class, IReadOnlyList<string> Words, string Source);
}
