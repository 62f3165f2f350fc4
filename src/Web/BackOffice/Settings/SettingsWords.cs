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

    public static string Done(Language l, string step) => step switch
    {
        "staff" => l.Say("Le compte est créé ; l'invitation part par e-mail.", "The account is made; the invitation leaves by e-mail."),
        "invitation" => l.Say("Une nouvelle invitation part ; l'ancien mot de passe ne vaut plus.", "A new invitation leaves; the old password is void."),
        "second-factor" => l.Say("L'authentificateur est oublié : un autre est installé à la prochaine connexion.", "The authenticator is forgotten: another is set up at the next sign-in."),
        "leave" => l.Say("Le compte est fermé.", "The account is closed."),
        "remove" => l.Say("Le programme ne peut plus appeler.", "The program may call no more."),
        _ => l.Say("Enregistré.", "Recorded."),
    };

    public static string Refused(Language l, string code) => code switch
    {
        "CONFIRMATION_MISSING" => l.Say("Cochez la case : cela ne peut pas être repris.", "Tick the box: this cannot be taken back."),
        "EMAIL_MALFORMED" => l.Say("Ce n'est pas une adresse e-mail.", "This is no e-mail address."),
        "STAFF_EXISTS" => l.Say("Cette adresse a déjà un compte.", "This address has an account already."),
        "LAST_ADMINISTRATOR" => l.Say("Il faut qu'un administrateur reste.", "One administrator has to stay."),
        "CLIENT_EXISTS" => l.Say("Ce nom est pris.", "This name is taken."),
        "CLIENT_ID_RESERVED" => l.Say("Ce nom est celui d'un service de la suite.", "This name is that of a service of the suite."),
        "SCOPE_UNKNOWN" => l.Say("Un des droits n'existe pas (exemple : contacts.read).", "One of the rights does not exist (example: contacts.read)."),
        "PURPOSE_EXISTS" => l.Say("Ce code existe : une finalité changée est un autre code.", "This code exists: a changed purpose is another code."),
        "PURPOSE_CODE_MALFORMED" => l.Say("Le code : minuscules, chiffres et tirets.", "The code: small letters, digits and hyphens."),
        "LEGAL_BASIS_MISSING" => l.Say("Dites la base juridique.", "Say the legal basis."),
        "LANGUAGE_MALFORMED" => l.Say("La langue : fr, en…", "The language: fr, en…"),
        "NUMBER_UNREADABLE" => l.Say("Un nombre n'est pas lisible.", "A number cannot be read."),
        "VALIDATION_FAILED" => l.Say("Quelque chose manque ou est trop long.", "Something is missing or too long."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };
}
