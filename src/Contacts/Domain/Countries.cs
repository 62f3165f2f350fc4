using System.Collections.Frozen;
using System.Globalization;

namespace Gdpr.Contacts.Domain;

/// <summary>The country codes of ISO 3166-1 alpha-2.</summary>
internal static class Countries
{
    private const string Codes =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
        + "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR "
        + "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
        + "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ "
        + "NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW "
        + "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ "
        + "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

    private static readonly FrozenSet<string> Known = Codes.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, string>> Names = new(() => FrozenDictionary.ToFrozenDictionary(
        Known.SelectMany(NamesOf).DistinctBy(n => n.Name), n => n.Name, n => n.Code, StringComparer.Ordinal));

    public static bool Contains(string code) => Known.Contains(code);

    /// <summary>The code of a country called by its English or French name, as address books write it.</summary>
    public static string? Called(string name) => ContactText.Key(name) is { } key ? Names.Value.GetValueOrDefault(key) : null;

    private static IEnumerable<(string Name, string Code)> NamesOf(string code)
    {
        RegionInfo region;
        try
        {
            region = new RegionInfo(code);
        }
        catch (ArgumentException)
        {
            // A few territories have no data on every platform; they keep their code.
            return [];
        }

        return new[] { region.EnglishName, French(region), region.NativeName }.Select(n => ContactText.Key(n)).OfType<string>().Select(n => (n, code));
    }

    // The platform gives a region's name in the language of the thread and in no other.
    private static string French(RegionInfo region)
    {
        var language = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr");
            return region.DisplayName;
        }
        finally
        {
            CultureInfo.CurrentUICulture = language;
        }
    }
}
