using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Contacts;

/// <summary>Codes about people in the words of those who work with them.</summary>
internal static class PersonWords
{
    public static string Name(Language l, string? givenName, string? familyName, string? organisation) =>
        string.Join(' ', new[] { givenName, familyName }.Where(n => !string.IsNullOrWhiteSpace(n))) is { Length: > 0 } name ? name
        : string.IsNullOrWhiteSpace(organisation) ? l.Say("Sans nom", "No name")
        : organisation;

    public static string Kind(Language l, string kind) => kind switch
    {
        "person" => l.Say("personne", "person"),
        "organisation" => l.Say("organisation", "organisation"),
        _ => kind,
    };

    public static string Said(Language l, string decision) => decision switch
    {
        "requested" => l.Say("confirmation attendue", "waiting for confirmation"),
        _ => RequestWords.Said(l, decision),
    };

    public static string Act(Language l, string act) => act switch
    {
        "order" => l.Say("par sa commande", "by their order"),
        "form" => l.Say("par son formulaire", "by their form"),
        "call" => l.Say("par son appel", "by their call"),
        "visit" => l.Say("par sa visite", "by their visit"),
        _ => l.Say("sans acte de sa part", "without an act of theirs"),
    };

    public static string DuplicateReason(Language l, string reason) => reason switch
    {
        "sameEmail" => l.Say("même e-mail", "same e-mail"),
        "samePhoneAndLikeName" => l.Say("même téléphone, nom proche", "same telephone, like name"),
        "sameNameAndBirthDate" => l.Say("même nom et même naissance", "same name and birth date"),
        "sameNameAndPostalCode" => l.Say("même nom et même code postal", "same name and postal code"),
        _ => reason,
    };

    public static string MergeRefused(Language l, string code) => code switch
    {
        "CONFIRMATION_MISSING" => l.Say("Cochez la case : cela ne peut pas être repris.", "Tick the box: this cannot be taken back."),
        "SUBJECT_HELD" => l.Say("Une demande est en cours pour l'une de ces personnes : attendez sa fin.", "A request of one of these people is open: wait for its end."),
        "SUBJECT_RESTRICTED" => l.Say("Le traitement est limité pour l'une de ces personnes.", "Processing is restricted for one of these people."),
        "SUBJECT_ERASED" => l.Say("L'une de ces personnes est effacée.", "One of these people is erased."),
        "DATA_KEPT" => l.Say("Des données de l'une ne sont conservées que par la loi.", "Data of one of them are kept only by law."),
        "BIRTH_DATES_DIFFER" => l.Say("Leurs dates de naissance diffèrent : corrigez d'abord la fausse.", "Their birth dates differ: correct the wrong one first."),
        "CHANGED_MEANWHILE" => l.Say("L'une des fiches a changé entre-temps ; regardez de nouveau.", "One of the records changed meanwhile; look again."),
        "ADDRESSES_TOO_MANY" or "ATTRIBUTES_TOO_MANY" => l.Say("Ensemble, elles ont trop d'adresses ou d'informations.", "Together they have too many addresses or attributes."),
        "MERGE_PEOPLE_ONLY" => l.Say("Seules des personnes sont fusionnées.", "Only people are merged."),
        "MERGE_WITH_ITSELF" => l.Say("C'est la même fiche.", "It is the same record."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };

    public static string Wrong(Language l, string code) => code switch
    {
        "QUERY_MISSING" => l.Say("Dites qui vous cherchez.", "Say whom you look for."),
        "FIELD_TOO_LONG" => l.Say("C'est trop long.", "That is too long."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };
}
