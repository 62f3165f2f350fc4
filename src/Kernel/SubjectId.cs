using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Gdpr.Kernel;

/// <summary>The one pseudonym by which every room keys a person, the data subject of GDPR Art. 4(1); minted only by Contacts.</summary>
[JsonConverter(typeof(SubjectIdJsonConverter))]
public readonly record struct SubjectId(Guid Value) : IParsable<SubjectId>
{
    public static SubjectId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    public static SubjectId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A subject id is a GUID in the form of 8-4-4-4-12 digits.");

    public static SubjectId Parse(string s, IFormatProvider? provider) => Parse(s);

    public static bool TryParse([NotNullWhen(true)] string? text, out SubjectId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new SubjectId(value);
        return parsed;
    }

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SubjectId result) =>
        TryParse(s, out result);

    public override string ToString() => Value.ToString("D");
}
