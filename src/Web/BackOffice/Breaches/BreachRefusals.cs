using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Breaches;

/// <summary>Why the room did not take what a form said.</summary>
internal static class BreachRefusals
{
    public static string Words(Language l, string code) => code switch
    {
        "COUNTRY_UNKNOWN" => l.Say("Aucun calendrier n'est connu pour ce pays.", "No calendar is known for this country."),
        "DATE_UNREADABLE" => l.Say("Une date n'est pas lisible.", "A date cannot be read."),
        "NUMBER_UNREADABLE" => l.Say("Un nombre n'est pas lisible.", "A number cannot be read."),
        "COUNT_NEGATIVE" => l.Say("Un nombre ne peut pas être négatif.", "A number cannot be negative."),
        "DATE_IN_FUTURE" => l.Say("Une date est encore à venir.", "A date is still to come."),
        "DATES_OUT_OF_ORDER" => l.Say("Les dates ne se suivent pas : détection, enquête, prise de connaissance, décision, notification.", "The dates do not follow each other: detection, inquiry, awareness, its decision, notification."),
        "AWARE_AT_MISSING" => l.Say("Dites depuis quand nous savons.", "Say since when we are aware."),
        "DATE_MISSING" => l.Say("Dites quand.", "Say when."),
        "DECIDED_BY_REQUIRED" => l.Say("Dites qui a décidé.", "Say who decided."),
        "REASON_REQUIRED" => l.Say("Dites pourquoi.", "Say why."),
        "AUTHORITY_MISSING" => l.Say("Nommez l'autorité.", "Name the authority."),
        "RISK_UNKNOWN" or "ASSESSMENT_EMPTY" => l.Say("Dites quel est le risque.", "Say what the risk is."),
        "NOTIFICATION_KIND_UNKNOWN" => l.Say("Dites de quelle notification il s'agit.", "Say which notification it is."),
        "COMPARABLE_CASE_UNKNOWN" => l.Say("Cet exemple n'est pas dans les lignes directrices 01/2021.", "Guidelines 01/2021 have no such example."),
        "CATEGORIES_INVALID" => l.Say("50 catégories au plus, de 200 caractères au plus.", "50 categories at most, of 200 characters at most."),
        "CONTACT_INVALID" => l.Say("Le point de contact est trop long.", "The contact point is too long."),
        "TEXT_TOO_LONG" => l.Say("Un texte est trop long.", "A text is too long."),
        "PROCESSOR_MISSING" => l.Say("Nommez le sous-traitant.", "Name the processor."),
        "PROCESSOR_AWARE_AT_MISSING" => l.Say("Dites depuis quand le sous-traitant savait.", "Say since when the processor was aware."),
        "TOLD_AT_MISSING" => l.Say("Dites quand il nous a informés.", "Say when it told us."),
        "CONTRACT_HOURS_INVALID" => l.Say("Le contrat donne entre 1 et 720 heures.", "The contract gives between 1 and 720 hours."),
        "SEVERITY_CATEGORY_MISSING" => l.Say("Dites quelles données sont touchées.", "Say which data is affected."),
        "SEVERITY_EI_MISSING" => l.Say("Dites si les personnes sont faciles à identifier.", "Say how easily people are identified."),
        "SUBJECT_MISSING" => l.Say("Désignez au moins une personne.", "Name at least one person."),
        "ID_UNREADABLE" => l.Say("Une ligne n'est pas un SubjectId : il est dans l'adresse de la fiche du contact.", "A line is no SubjectId: it is in the address of the contact's record."),
        "BATCH_TOO_LARGE" => l.Say("500 personnes à la fois, au plus.", "500 people at once, at most."),
        _ => Standing(l, code),
    };

    // What the state of the file forbids.
    private static string Standing(Language l, string code) => code switch
    {
        "BREACH_CLOSED" => l.Say("Le dossier est clos.", "The file is closed."),
        "AWARENESS_MISSING" => l.Say("Il faut d'abord décider depuis quand nous savons (art. 33(1)).", "First somebody decides since when we are aware (Art. 33(1))."),
        "AWARENESS_ALREADY_NOTIFIED" => l.Say("L'autorité connaît déjà cette date : corrigez-la par une notification complémentaire.", "The authority was told this moment: correct it in a complementary notification."),
        "DELAY_REASONS_REQUIRED" => l.Say("La notification est tardive : dites pourquoi (art. 33(1)).", "The notification is late: say why (Art. 33(1))."),
        "NOTIFICATION_INITIAL_MISSING" => l.Say("La notification initiale vient d'abord.", "The initial notification comes first."),
        "NOTIFICATION_INITIAL_EXISTS" => l.Say("Cette autorité a déjà sa notification initiale.", "This authority already has its initial notification."),
        "RISK_NOT_DECIDED" => l.Say("Personne n'a encore décidé du risque.", "Nobody has decided about the risk yet."),
        "NOTIFICATION_MISSING" => l.Say("Une violation avec un risque est notifiée avant la clôture.", "A breach with a risk is notified before its file is closed."),
        "NOTIFICATION_NOT_CLOSED" => l.Say("L'autorité attend encore la notification de clôture.", "The authority still waits for the closing notification."),
        "SUBJECTS_NOT_TOLD" => l.Say("Dites quand et comment les personnes ont été informées, ou quelle exception s'applique et ce qui la prouve (art. 34).", "Say when and how the people were told, or which exemption applies and what proves it (Art. 34)."),
        "FACTS_MISSING" => l.Say("Des faits manquent encore : voir la liste.", "Facts are still missing: see the list."),
        "SUBJECT_ERASED" => l.Say("Une de ces personnes est effacée : elle n'est plus désignée.", "One of these people is erased: they are named no more."),
        "SUBJECT_HELD" => l.Say("La demande d'une de ces personnes est en cours d'exécution : réessayez ensuite.", "A request of one of these people is being carried out: try again afterwards."),
        "IDEMPOTENCY_KEY_REUSED" => l.Say("Ce formulaire a déjà été enregistré : voyez la liste. Envoyez de nouveau pour enregistrer ceci en plus.", "This form was recorded already: see the list. Send again to record this as well."),
        "CHANGED_MEANWHILE" => l.Say("Une autre personne a modifié le dossier entre-temps : relisez-le, puis envoyez de nouveau.", "Somebody else changed the file in the meantime: look at it again, then send again."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };
}
