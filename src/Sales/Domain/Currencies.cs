using System.Text.RegularExpressions;

namespace Gdpr.Sales.Domain;

/// <summary>Currencies by their ISO 4217 code.</summary>
internal static partial class Currencies
{
    public const string Default = "EUR";

    public static bool IsCode(string? code) => code is null || Shape().IsMatch(code);

    [GeneratedRegex(@"^[A-Z]{3}\z")]
    private static partial Regex Shape();
}
