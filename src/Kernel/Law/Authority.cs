namespace Gdpr.Kernel.Law;

/// <summary>To whom a person complains (GDPR Arts. 13(2)(d), 15(1)(f), 77), by country.</summary>
public sealed record Authority(string Country, string Name, string Web, string Source, string? Address = null)
{
    private static readonly Dictionary<string, Authority> ByCountry =
        LawTable.Read<Authority>("authorities.json").ToDictionary(a => a.Country, StringComparer.OrdinalIgnoreCase);

    /// <summary>None where the table does not know the country: the letter then names no authority rather than a wrong one.</summary>
    /// <param name="place">A country, or a part of one such as <c>FR-57</c>.</param>
    public static Authority? Of(string? place) => ByCountry.GetValueOrDefault(CountryOf(place ?? string.Empty));

    private static string CountryOf(string place) => place.ToUpperInvariant() switch
    {
        "EL" => "GR",
        "GP" or "MQ" or "GF" or "RE" or "PM" or "YT" or "BL" or "MF" => "FR",
        var code => code.Split('-')[0],
    };
}
