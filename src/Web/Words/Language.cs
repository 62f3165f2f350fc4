using System.Globalization;

namespace Gdpr.Web.Words;

/// <summary>The language of a page, taken from its address: French or English.</summary>
public sealed record Language(string Code, string Other, CultureInfo Culture)
{
    private static readonly Language French = new("fr", "en", CultureInfo.GetCultureInfo("fr-FR"));
    private static readonly Language English = new("en", "fr", CultureInfo.GetCultureInfo("en-GB"));

    public static Language Of(string code) => code == "fr" ? French : English;

    public string Say(string french, string english) => Code == "fr" ? french : english;

    public string Day(DateTimeOffset at) => at.ToString("D", Culture);

    public string Day(DateOnly at) => at.ToString("D", Culture);
}
