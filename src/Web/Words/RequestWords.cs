namespace Gdpr.Web.Words;

/// <summary>The seven rights, channels, bases and reasons for reading, as a person would say them.</summary>
internal static class RequestWords
{
    public static readonly IReadOnlyList<string> Rights =
        ["access", "rectification", "erasure", "restriction", "portability", "objection", "automatedDecision"];

    public static string Short(Language l, string right) => right switch
    {
        "access" => l.Say("Recevoir une copie de mes données", "Get a copy of my data"),
        "rectification" => l.Say("Corriger une donnée", "Correct a detail"),
        "erasure" => l.Say("Faire effacer mes données", "Have my data erased"),
        "restriction" => l.Say("Faire limiter l'usage de mes données", "Restrict the use of my data"),
        "portability" => l.Say("Emporter mes données", "Take my data elsewhere"),
        "objection" => l.Say("M'opposer à la prospection", "Object to marketing"),
        "automatedDecision" => l.Say("Contester une décision automatique", "Contest an automated decision"),
        _ => right,
    };

    public static string Explained(Language l, string right) => right switch
    {
        "access" => l.Say("Tout ce que nous détenons, d'où cela vient et à qui nous l'avons transmis (article 15 du RGPD).", "All we hold, where it came from and whom we gave it to (Article 15 GDPR)."),
        "rectification" => l.Say("Une donnée est fausse ou incomplète (article 16).", "Something is wrong or incomplete (Article 16)."),
        "erasure" => l.Say("Nous effaçons tout ce que la loi ne nous oblige pas à garder, et vous disons ce qui reste (article 17).", "We erase all that the law does not make us keep, and tell you what stays (Article 17)."),
        "restriction" => l.Say("Nous conservons sans utiliser, le temps de régler un désaccord (article 18).", "We keep without using while a disagreement is settled (Article 18)."),
        "portability" => l.Say("Un fichier que d'autres services savent lire (article 20).", "A file that other services can read (Article 20)."),
        "objection" => l.Say("Effectif aussitôt, sans condition (article 21).", "Effective at once, without conditions (Article 21)."),
        "automatedDecision" => l.Say("Une personne reprend ce qu'une machine a décidé (article 22).", "A person looks again at what a machine decided (Article 22)."),
        _ => string.Empty,
    };

    public static string Channel(Language l, string channel) => channel switch
    {
        "email" => l.Say("E-mail", "E-mail"),
        "sms" => l.Say("SMS", "Text message"),
        "phone" => l.Say("Téléphone", "Telephone"),
        "phone_automated" => l.Say("Appel automatique", "Automated call"),
        "postal" => l.Say("Courrier", "Post"),
        "email_pixel" => l.Say("Mesure des ouvertures", "Measuring of openings"),
        "email_link" => l.Say("Mesure des clics", "Measuring of clicks"),
        _ => l.Say("Tous", "All"),
    };

    public static string Said(Language l, string? decision) => decision switch
    {
        "given" => l.Say("accepté", "accepted"),
        "withdrawn" => l.Say("retiré", "withdrawn"),
        "refused" => l.Say("refusé", "refused"),
        "renewed" => l.Say("confirmé à nouveau", "confirmed again"),
        "requested" => l.Say("en attente de votre confirmation", "waiting for your confirmation"),
        "expired" => l.Say("arrivé à son terme", "ended with its term"),
        _ => l.Say("jamais demandé", "never asked"),
    };

    public static string Basis(Language l, string basis) => basis switch
    {
        "consent" => l.Say("votre consentement", "your consent"),
        "contract" => l.Say("un contrat avec vous", "a contract with you"),
        "legalObligation" => l.Say("une obligation légale", "a legal obligation"),
        "legitimateInterests" => l.Say("notre intérêt légitime", "our legitimate interests"),
        "vitalInterests" => l.Say("la sauvegarde de la vie", "vital interests"),
        "publicTask" => l.Say("une mission d'intérêt public", "a public task"),
        _ => basis,
    };

    public static string Service(Language l, string room) => room switch
    {
        "contacts" => l.Say("fichier des contacts", "contact records"),
        "consent" => l.Say("consentements", "consents"),
        "sales" => l.Say("commandes et factures", "orders and invoices"),
        "subject-rights" => l.Say("traitement des demandes", "handling of requests"),
        _ => room,
    };

    public static string Reading(Language l, string code) => code switch
    {
        "contact.read" => l.Say("consultation de la fiche", "the record was looked at"),
        "contact.identifiers.read" => l.Say("recherche pour une de vos demandes", "a search for a request of yours"),
        "contact.found" => l.Say("résultat d'une recherche", "found by a search"),
        "contact.notes.read" => l.Say("consultation des notes", "the notes were looked at"),
        "contact.merge.previewed" => l.Say("comparaison avec une autre fiche", "compared with another record"),
        "orders.listed" or "order.read" => l.Say("consultation de vos commandes", "your orders were looked at"),
        "invoices.listed" or "invoice.read" => l.Say("consultation de vos factures", "your invoices were looked at"),
        "litigation-holds.listed" or "litigation-hold.read" => l.Say("consultation d'une conservation pour contentieux", "a hold for a legal claim was looked at"),
        "breach.subjects-read" => l.Say("consultation des personnes touchées par un incident", "the people of an incident were looked at"),
        "consent.read" => l.Say("consultation de vos choix", "your choices were looked at"),
        "package.read" => l.Say("consultation de la copie de vos données", "the copy of your data was looked at"),
        "letter.read" => l.Say("consultation d'une réponse", "an answer was looked at"),
        "certificate.read" => l.Say("consultation d'une attestation", "a certificate was looked at"),
        _ => code,
    };

    public static string Origin(Language l, string origin) => origin switch
    {
        "import" => l.Say("fichier importé", "an imported file"),
        "form" => l.Say("formulaire", "a form"),
        "api" => l.Say("application partenaire", "a connected application"),
        "sale" => l.Say("vente", "a sale"),
        "event" => l.Say("salon ou événement", "an event"),
        "purchased" => l.Say("fichier acheté", "a bought file"),
        "partner" => l.Say("partenaire", "a partner"),
        "public" => l.Say("source publique", "a public source"),
        "legacy" => l.Say("ancien système", "an older system"),
        _ => origin,
    };

    public static string Name(Language l, Portal.Names names) => l.Say(names.Fr, names.En);
}
