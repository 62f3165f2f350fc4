using Gdpr.Web.Cases;

namespace Gdpr.Web.Words;

/// <summary>Codes of the API in words that a person understands without knowing the law (Art. 12(1)).</summary>
internal static class CaseWords
{
    public static string Right(Language l, string right) => right switch
    {
        "erasure" => l.Say("effacement de vos données (article 17 du RGPD)", "erasure of your data (Article 17 GDPR)"),
        "portability" => l.Say("remise de vos données (article 20 du RGPD)", "handing over of your data (Article 20 GDPR)"),
        "access" => l.Say("accès à vos données (article 15 du RGPD)", "access to your data (Article 15 GDPR)"),
        "rectification" => l.Say("rectification de vos données (article 16 du RGPD)", "rectification of your data (Article 16 GDPR)"),
        "restriction" => l.Say("limitation du traitement (article 18 du RGPD)", "restriction of processing (Article 18 GDPR)"),
        "objection" => l.Say("opposition (article 21 du RGPD)", "objection (Article 21 GDPR)"),
        "automatedDecision" => l.Say("réexamen d'une décision automatisée (article 22 du RGPD)", "review of an automated decision (Article 22 GDPR)"),
        _ => right,
    };

    public static string Status(Language l, string status) => status switch
    {
        "Received" => l.Say("reçue", "received"),
        "AwaitingIdentity" => l.Say("nous attendons la confirmation que la demande vient de vous", "we are waiting for the confirmation that the request comes from you"),
        "Locating" => l.Say("nous cherchons vos données dans chaque service", "we are looking for your data in every service"),
        "AwaitingReview" => l.Say("une personne relit ce qui sera fait", "a person is reviewing what will be done"),
        "Executing" => l.Say("en cours d'exécution", "being carried out"),
        "Verifying" => l.Say("nous vérifions ce qui a été fait", "we are checking what was done"),
        "Completed" => l.Say("terminée et vérifiée", "completed and checked"),
        "PartiallyCompleted" => l.Say("terminée en partie ; nous y travaillons encore", "completed in part; we are still working on it"),
        "Refused" => l.Say("refusée ; les motifs sont dans notre réponse", "refused; the reasons are in our answer"),
        "Cancelled" => l.Say("annulée", "cancelled"),
        _ => status,
    };

    public static string Target(Language l, CaseTarget target) => Target(l, target.Name, target.Kind);

    public static string Target(Language l, string name, string kind) => name switch
    {
        "contacts" => l.Say("fichier des clients et contacts", "customer and contact records"),
        "consent" => l.Say("consentements et refus", "consents and refusals"),
        "sales" => l.Say("commandes et factures", "orders and invoices"),
        "campaigns" => l.Say("campagnes et messages envoyés", "campaigns and messages sent"),
        "governance" => l.Say("registres de conformité", "compliance registers"),
        "subject-rights" => l.Say("dossiers de demandes", "files of requests"),
        "breach-notification" => l.Say("registre des violations de données", "register of data breaches"),
        "identity" => l.Say("comptes d'accès", "access accounts"),
        _ when kind == "connection" => l.Say($"prestataire {Plain(name)}", $"service provider {Plain(name)}"),
        var other => other,
    };

    public static string Result(Language l, CaseTarget target, string status)
    {
        if (status is "Refused" or "Cancelled")
        {
            return l.Say("rien n'a été fait", "nothing was done");
        }

        return target.Verified || target.Outcome == "nothingFound" ? Outcome(l, target.Outcome) : Open(l, target);
    }

    public static string Check(Language l, CaseTarget target) => target.Verified
        ? l.Say("vérifié", "checked")
        : l.Say("pas encore vérifié", "not checked yet");

    // What others keep, they erase: only for our own services can we say so.
    public static string Until(Language l, CaseTarget target, DateOnly? until) => until is not { } day
        ? l.Say("Conservé sans date fixée.", "Kept without a set date.")
        : target.Kind == "connection" ? l.Say($"Conservé jusqu'au {l.Day(day)}.", $"Kept until {l.Day(day)}.")
        : l.Say($"Conservé jusqu'au {l.Day(day)}, puis effacé.", $"Kept until {l.Day(day)}, then erased.");

    public static string DataClass(Language l, string dataClass) => DataWords.Of(l, dataClass);

    public static string Ground(Language l, string? ground) => DataWords.Ground(l, ground);

    private static string Outcome(Language l, string outcome) => outcome switch
    {
        "erased" => l.Say("effacé", "erased"),
        "pseudonymised" => l.Say("rendu non identifiant", "made non-identifying"),
        "kept" => l.Say("conservé, voir ci-dessous", "kept, see below"),
        "provided" => l.Say("remis", "handed over"),
        "informed" => l.Say("destinataire informé", "recipient informed"),
        "nothingFound" => l.Say("rien trouvé", "nothing found"),
        _ => l.Say("traité", "handled"),
    };

    private static string Open(Language l, CaseTarget target) => target switch
    {
        { Code: "STILL_THERE" } => l.Say("dit effacé, mais notre vérification en a retrouvé : redemandé", "said to be erased, but our check still found some: asked again"),
        { Status: "failed" or "needsHuman" } => l.Say("pas encore fait ; une personne s'en occupe", "not done yet; a person is dealing with it"),
        _ => l.Say("en cours", "in progress"),
    };

    private static string Plain(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
