namespace Gdpr.Web.Words;

/// <summary>Classes of data and grounds for keeping them, in plain words.</summary>
internal static class DataWords
{
    private static readonly Dictionary<string, (string French, string English)> Classes = new(StringComparer.Ordinal)
    {
        ["contacts.identity"] = ("nom et date de naissance", "name and date of birth"),
        ["contacts.email"] = ("adresses e-mail", "e-mail addresses"),
        ["contacts.phone"] = ("numéros de téléphone", "telephone numbers"),
        ["contacts.address"] = ("adresses postales", "postal addresses"),
        ["contacts.identifier"] = ("autres identifiants", "other identifiers"),
        ["contacts.origin"] = ("origine des données", "origin of the data"),
        ["contacts.notes"] = ("notes", "notes"),
        ["contacts.attributes"] = ("autres informations", "other information"),
        ["consent.events"] = ("vos consentements", "your consents"),
        ["consent.suppression"] = ("votre refus, sous forme d'empreinte chiffrée", "your refusal, as a keyed fingerprint"),
        ["consent.suppressions"] = ("votre refus, sous forme d'empreinte chiffrée", "your refusal, as a keyed fingerprint"),
        ["subjectRights.requests"] = ("vos demandes antérieures", "your earlier requests"),
        ["breachNotification.subjects"] = ("votre mention dans le dossier d'une violation de données", "your mention in the file of a data breach"),
        ["breachNotification.notes"] = ("notes sur vous dans le dossier d'une violation de données", "notes about you in the file of a data breach"),
        ["sales.invoiceContact"] = ("coordonnées et notes jointes aux factures", "contact details and notes that came with invoices"),
        ["campaigns.sends"] = ("messages que nous vous avons envoyés", "messages that we sent you"),
        ["campaigns.calls"] = ("appels que nous vous avons passés", "calls that we made to you"),
        ["campaigns.stops"] = ("vos désinscriptions", "your unsubscriptions"),
        ["campaigns.preflightExamples"] = ("mentions dans le contrôle avant envoi d'une campagne", "mentions in the check before a campaign"),
        ["governance.litigationHolds"] = ("conservation pour un contentieux", "holds for a legal claim"),
        ["invoices"] = ("factures", "invoices"),
        ["orders"] = ("commandes", "orders"),
        ["contact"] = ("coordonnées", "contact details"),
        ["notes"] = ("notes", "notes"),
        ["subscription"] = ("abonnement", "subscription"),
    };

    public static string Of(Language l, string dataClass)
    {
        var last = dataClass[(dataClass.LastIndexOf('.') + 1)..];
        return Classes.TryGetValue(dataClass, out var known) || Classes.TryGetValue(last, out known) ? l.Say(known.French, known.English) : last;
    }

    /// <summary>A ground is an article of the GDPR with a word after a colon, or the law that a third party named.</summary>
    public static string Ground(Language l, string? ground) => ground switch
    {
        null or "" => l.Say("Aucun motif n'a été donné.", "No reason was given."),
        "BASIS_IN_WORDS" => l.Say("Le prestataire a donné un motif en toutes lettres, que nous tenons à votre disposition.", "The provider gave a reason in words, which we hold for you."),
        _ when ground.EndsWith(":SUPPRESSION", StringComparison.Ordinal) => l.Say("Pour ne plus jamais vous solliciter contre votre volonté.", "So that you are never solicited against your will again."),
        _ when ground.EndsWith(":RIGHTS_FILE", StringComparison.Ordinal) => l.Say("Pour prouver que nous avons répondu à vos demandes (article 5, paragraphe 2, du RGPD).", "To prove that we answered your requests (Article 5(2) GDPR)."),
        _ when ground.EndsWith(":BREACH_FILE", StringComparison.Ordinal) => l.Say("Pour documenter la violation de données qui vous a concerné (article 33, paragraphe 5, du RGPD) ; la durée est notre choix.", "To document the data breach that concerned you (Article 33(5) GDPR); the period is our choice."),
        _ when ground.StartsWith("17(3)(b)", StringComparison.Ordinal) => l.Say("La loi nous oblige à le conserver (article 17, paragraphe 3, point b, du RGPD).", "The law obliges us to keep it (Article 17(3)(b) GDPR)."),
        _ when ground.StartsWith("17(3)(e)", StringComparison.Ordinal) => l.Say("Nécessaire pour faire valoir ou défendre un droit en justice (article 17, paragraphe 3, point e, du RGPD).", "Needed to establish or defend a legal claim (Article 17(3)(e) GDPR)."),
        _ => l.Say($"Motif : {ground}.", $"Reason: {ground}."),
    };
}
