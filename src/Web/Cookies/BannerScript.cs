using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Gdpr.Web.Words;

namespace Gdpr.Web.Cookies;

/// <summary>One script for a site: the banner's words, the few lines of ours, and Orejime, which shows it.</summary>
internal static class BannerScript
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string Ours = Read("cookie-banner.js").TrimEnd();

    public static readonly string Style = Read("orejime-standard.css") + "\n" + Read("cookie-banner.css");

    public static string Of(BannerView banner, Language l) =>
        $"/*! Orejime, BSD-3-Clause, Copyright (c) 2018 DPKit, (c) 2019 Boscop */\n{Ours}({JsonSerializer.Serialize(Words(banner, l), Json)});\n{Read($"orejime-standard-{l.Code}.js")}\n";

    private static object Words(BannerView banner, Language l) => new
    {
        banner.Code, banner.Version, Language = l.Code, banner.PrivacyUrl, banner.CookieDomain, banner.RememberedMonths,
        Words = new
        {
            Open = l.Say("Mes cookies", "My cookies"),
            Banner = l.Say(
                "Nous voulons lire et écrire sur votre appareil pour : {purposes}.\nSi vous vous connectez, votre choix vaut pour votre compte, sur tous vos appareils.\nPour en savoir plus : {privacyPolicy}.",
                "We would like to read from and write to your device for: {purposes}.\nIf you sign in, your choice counts for your account, on all your devices.\nTo learn more: {privacyPolicy}."),
        },
        Purposes = banner.Purposes.Select(p => new
        {
            p.Code, Name = l.Say(p.Name.Fr, p.Name.En), Description = Described(p, l), p.Trackers, p.Exemption,
        }),
    };

    // Who else reads them is said before anybody chooses. Orejime takes descriptions for HTML.
    private static string Described(BannerPurpose purpose, Language l)
    {
        var text = new StringBuilder(l.Say(purpose.Description.Fr, purpose.Description.En));
        if (purpose.Recipients.Count > 0)
        {
            text.Append(l.Say(" Destinataires : ", " Recipients: ")).AppendJoin(", ", purpose.Recipients.Select(r => $"{r.Name} ({r.PrivacyUrl})")).Append('.');
        }

        return WebUtility.HtmlEncode(text.ToString());
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
