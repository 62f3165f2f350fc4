using Gdpr.Kernel.Law;
using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Settings;

/// <summary>Roles, bases, periods and sources in words.</summary>
internal static class SettingsWords
{
    public static string Role(Language l, string role) => role switch
    {
        "Administrator" => l.Say("administrateur : comptes, connexions, réglages", "administrator: accounts, connections, settings"),
        "DPO" => l.Say("délégué à la protection des données", "data protection officer"),
        "Agent" => l.Say("agent : traite les demandes", "agent: handles requests"),
        "Marketer" => l.Say("marketing : campagnes", "marketer: campaigns"),
        "Sales" => l.Say("ventes : commandes et factures", "sales: orders and invoices"),
        "Auditor" => l.Say("auditeur : lit, sans données personnelles", "auditor: reads, no personal data"),
        _ => role,
    };

    public static string Basis(Language l, string basis) => basis switch
    {
        "consent" => l.Say("consentement (art. 6(1)(a))", "consent (Art. 6(1)(a))"),
        "contract" => l.Say("contrat (art. 6(1)(b))", "contract (Art. 6(1)(b))"),
        "legalObligation" => l.Say("obligation légale (art. 6(1)(c))", "legal obligation (Art. 6(1)(c))"),
        "vitalInterests" => l.Say("intérêts vitaux (art. 6(1)(d))", "vital interests (Art. 6(1)(d))"),
        "publicTask" => l.Say("mission d'intérêt public (art. 6(1)(e))", "public task (Art. 6(1)(e))"),
        "legitimateInterests" => l.Say("intérêt légitime (art. 6(1)(f))", "legitimate interests (Art. 6(1)(f))"),
        _ => basis,
    };

    public static string Months(Language l, int? months) => months is { } known ? l.Say($"{known} mois", $"{known} months") : "–";

    public static string Period(Language l, PeriodView p)
    {
        var parts = new[]
        {
            p.Years > 0 ? l.Say($"{p.Years} an{(p.Years > 1 ? "s" : "")}", $"{p.Years} year{(p.Years > 1 ? "s" : "")}") : null,
            p.Months > 0 ? l.Say($"{p.Months} mois", $"{p.Months} month{(p.Months > 1 ? "s" : "")}") : null,
            p.Days > 0 ? l.Say($"{p.Days} jour{(p.Days > 1 ? "s" : "")}", $"{p.Days} day{(p.Days > 1 ? "s" : "")}") : null,
        }.OfType<string>().ToList();
        var said = parts.Count == 0 ? l.Say("aucune durée", "no time") : string.Join(' ', parts);
        return p.Minimum ? l.Say($"au moins {said}", $"at least {said}") : said;
    }

    public static string Confidence(Language l, string confidence) => confidence switch
    {
        "read" => l.Say("lu dans le texte", "read in the text"),
        "secondary" => l.Say("lu dans un commentaire", "read in a report"),
        "general" => l.Say("connaissance générale", "general knowledge"),
        "policy" => l.Say("notre choix", "our choice"),
        _ => confidence,
    };

    public static string Confidence(Language l, SourceConfidence confidence) => Confidence(l, confidence.ToString().ToLowerInvariant());

    public static string Value(Language l, LawParameter p) => p.Unit is not { } unit ? p.Value : $"{p.Value} " + unit switch
    {
        "hours" => l.Say("heures", "hours"),
        "days" => l.Say("jours", "days"),
        "weeks" => l.Say("semaines", "weeks"),
        "months" => l.Say("mois", "months"),
        "years" => l.Say("ans", "years"),
        "employees" => l.Say("salariés", "employees"),
        _ => unit,
    };
}
