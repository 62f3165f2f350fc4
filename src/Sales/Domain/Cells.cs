using System.Globalization;
using System.Text.RegularExpressions;
using Gdpr.Kernel;

namespace Gdpr.Sales.Domain;

/// <summary>Reads the cells of a sales file; throws the rule that a cell breaks, never its value.</summary>
internal static partial class Cells
{
    private static readonly RuleError Ambiguous = new("NUMBER_AMBIGUOUS", "1,234 may be a thousand or one: state formats.decimal.", 422);

    public static string? Text(string? cell, int longest = SalesLimits.Text)
    {
        var text = cell?.Trim();
        return string.IsNullOrEmpty(text) ? null : text.Length <= longest ? text : throw new RuleViolation(SalesErrors.FieldTooLong);
    }

    public static string Needed(string? cell, int longest = SalesLimits.Text) => Text(cell, longest) ?? throw new RuleViolation(SalesErrors.FieldMissing);

    public static DateOnly? Day(string? cell, IReadOnlyList<string> formats, DateOnly today)
    {
        var text = cell?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, [.. formats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year < 1900)
        {
            throw new RuleViolation(SalesErrors.DateInvalid);
        }

        return day <= today ? day : throw new RuleViolation(SalesErrors.DateInFuture);
    }

    /// <summary>A day to which the longest period of the law can be added.</summary>
    public static bool IsPlausible(DateOnly? day) => day is null or { Year: >= 1900 and <= 2999 };

    /// <summary>A number in French or English spelling, with or without a currency sign.</summary>
    public static decimal? Number(string? cell, char? mark)
    {
        var text = Ornament().Replace(cell ?? string.Empty, string.Empty);
        if (text.Length == 0)
        {
            return null;
        }

        if (mark is null && OneComma().IsMatch(text))
        {
            throw new RuleViolation(Ambiguous);
        }

        var decimalMark = mark ?? (text.LastIndexOf(',') > text.LastIndexOf('.') ? ',' : '.');
        var plain = text.Replace(decimalMark == ',' ? "." : ",", string.Empty, StringComparison.Ordinal).Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= SalesLimits.Amount
            ? number
            : throw new RuleViolation(SalesErrors.NumberInvalid);
    }

    [GeneratedRegex(@"[\s\u00A0\u202F€$£]")]
    private static partial Regex Ornament();

    [GeneratedRegex(@"^-?\d{1,3},\d{3}$")]
    private static partial Regex OneComma();
}
