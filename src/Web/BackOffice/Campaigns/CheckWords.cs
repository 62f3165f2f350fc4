using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Campaigns;

/// <summary>What a check of a sending domain found, and what helps.</summary>
internal static class CheckWords
{
    private static readonly Dictionary<string, (string French, string English)> All = new(StringComparer.Ordinal)
    {
        ["DNS_SILENT"] = ("Le DNS n'a pas répondu ; réessayez.", "The DNS did not answer; try again."),
        ["SPF_FOUND"] = ("Rien à faire.", "Nothing to do."),
        ["SPF_MISSING"] = ("Publiez un enregistrement TXT « v=spf1 … -all » qui nomme vos serveurs.", "Publish a TXT record “v=spf1 … -all” that names your servers."),
        ["SPF_TWICE"] = ("Il y en a plusieurs : gardez-en un seul, sinon aucun ne vaut.", "There are several: keep one, or none counts."),
        ["SPF_TOO_LONG"] = ("Plus de dix renvois : les messageries l'ignorent. Raccourcissez.", "More than ten lookups: receivers ignore it. Shorten it."),
        ["SPF_OPEN"] = ("« +all » laisse n'importe qui écrire en votre nom. Mettez « -all ».", "“+all” lets anybody write in your name. Use “-all”."),
        ["SPF_NEUTRAL"] = ("Il ne refuse personne. Terminez par « -all » ou « ~all ».", "It refuses nobody. End it with “-all” or “~all”."),
        ["DKIM_FOUND"] = ("Rien à faire.", "Nothing to do."),
        ["DKIM_OFF"] = ("Les messages partent sans signature. Donnez une clé (Gdpr:Campaigns:Dkim).", "Messages leave unsigned. Give a key (Gdpr:Campaigns:Dkim)."),
        ["DKIM_MISSING"] = ("La clé publique n'est pas publiée.", "The public key is not published."),
        ["DKIM_TWICE"] = ("Il y a plusieurs enregistrements : gardez-en un seul.", "There are several records: keep one."),
        ["DKIM_MALFORMED"] = ("L'enregistrement n'a pas de clé (p=).", "The record has no key (p=)."),
        ["DKIM_REVOKED"] = ("La clé est révoquée (p= vide).", "The key is revoked (p= is empty)."),
        ["DKIM_OTHER_KEY"] = ("La clé publiée n'est pas celle qui signe.", "The key published is not the one that signs."),
        ["DKIM_WEAK"] = ("Prenez une clé d'au moins 2048 bits.", "Use a key of at least 2048 bits."),
        ["DKIM_TESTING"] = ("« t=y » dit que c'est un essai : retirez-le.", "“t=y” says that this is a test: remove it."),
        ["DMARC_FOUND"] = ("Rien à faire.", "Nothing to do."),
        ["DMARC_MISSING"] = ("Publiez « v=DMARC1; p=none; rua=mailto:… », puis durcissez.", "Publish “v=DMARC1; p=none; rua=mailto:…”, then tighten it."),
        ["DMARC_TWICE"] = ("Il y en a plusieurs : aucun ne vaut.", "There are several: none counts."),
        ["DMARC_MALFORMED"] = ("La politique (p=) manque ou n'existe pas.", "The policy (p=) is missing or unknown."),
        ["DMARC_WATCHES_ONLY"] = ("« p=none » ne fait qu'observer. Passez à « quarantine » quand les rapports sont bons.", "“p=none” only watches. Use “quarantine” once the reports are good."),
        ["ALIGNED_BY_DKIM"] = ("Rien à faire.", "Nothing to do."),
        ["ALIGNED_BY_SPF_ONLY"] = ("Un message transféré échouera : signez avec le domaine de l'expéditeur.", "A forwarded message will fail: sign with the sender's domain."),
        ["NOT_ALIGNED"] = ("Ni la signature ni l'enveloppe n'appartiennent au domaine de l'expéditeur.", "Neither signature nor envelope belongs to the sender's domain."),
    };

    public static string Advice(Language l, string code) => All.TryGetValue(code, out var words) ? l.Say(words.French, words.English) : code;

    public static string Name(Language l, string check) => check == "alignment" ? l.Say("Alignement", "Alignment") : check.ToUpperInvariant();

    public static string Class(string result) => result switch { "pass" => "fine", "warn" => "soon", "fail" => "late", _ => "off" };

    public static string Result(Language l, string result) => result switch
    {
        "pass" => l.Say("bon", "good"), "warn" => l.Say("à améliorer", "could be better"), "fail" => l.Say("mauvais", "bad"), _ => l.Say("inconnu", "unknown"),
    };
}
