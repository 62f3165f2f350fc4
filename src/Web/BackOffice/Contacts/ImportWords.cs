using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Contacts;

/// <summary>Imports in the words of those who bring a file: what a column can be, how far it has come, why a row or file was refused.</summary>
internal static class ImportWords
{
    /// <summary>What a column of a file can be.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        "externalId", "givenName", "familyName", "email", "email2", "phone", "phone2", "birthDate", "organisation", "street", "postalCode", "city", "country",
        "language", "kind", "audience", "origin", "obtainedAt",
    ];

    public static readonly IReadOnlyList<string> Provenances = ["form", "sale", "event", "purchased", "partner", "public", "legacy"];

    public static string Field(Language l, string field) => field switch
    {
        "externalId" => l.Say("numéro de client", "customer number"),
        "givenName" => l.Say("prénom", "given name"),
        "familyName" => l.Say("nom", "family name"),
        "email" => "e-mail",
        "email2" => l.Say("second e-mail", "second e-mail"),
        "phone" => l.Say("téléphone", "telephone"),
        "phone2" => l.Say("second téléphone", "second telephone"),
        "birthDate" => l.Say("date de naissance", "birth date"),
        "organisation" => "organisation",
        "street" => l.Say("rue", "street"),
        "postalCode" => l.Say("code postal", "postal code"),
        "city" => l.Say("ville", "city"),
        "country" => l.Say("pays", "country"),
        "language" => l.Say("langue", "language"),
        "kind" => l.Say("genre (personne ou organisation)", "kind (person or organisation)"),
        "audience" => "B2C / B2B",
        "origin" => l.Say("origine", "origin"),
        "obtainedAt" => l.Say("obtenu le", "obtained on"),
        _ => field,
    };

    public static string Provenance(Language l, string provenance) => provenance switch
    {
        "form" => l.Say("un formulaire rempli par les personnes", "a form that the people filled in"),
        "sale" => l.Say("une vente", "a sale"),
        "event" => l.Say("un salon ou un événement", "a fair or an event"),
        "purchased" => l.Say("un fichier acheté ou loué", "a file bought or rented"),
        "partner" => l.Say("un partenaire", "a partner"),
        "public" => l.Say("une source publique", "a public source"),
        _ => l.Say("un ancien système, origine inconnue", "an old system, origin unknown"),
    };

    public static string Status(Language l, string status) => status switch
    {
        "awaitingMapping" => l.Say("attend ses colonnes", "waits for its columns"),
        "queued" => l.Say("en attente", "queued"),
        "running" => l.Say("en cours", "running"),
        "waiting" => l.Say("attend un autre service", "waits for another service"),
        "completed" => l.Say("terminé", "completed"),
        "stopped" => l.Say("arrêté : une question reste", "stopped: a question is left"),
        "failed" => l.Say("refusé", "refused"),
        _ => status,
    };

    public static string StatusClass(string status) => status switch
    {
        "completed" => "fine",
        "failed" or "stopped" => "late",
        _ => "soon",
    };

    /// <summary>Why a file or a row was not taken.</summary>
    public static string Code(Language l, string code) => code switch
    {
        "IMPORT_FILE_MISSING" => l.Say("Choisissez un fichier.", "Choose a file."),
        "IMPORT_TOO_LARGE" => l.Say("Le fichier dépasse 1 Gio.", "The file has more than 1 GiB."),
        "IMPORT_NOT_TEXT" => l.Say("Ce n'est pas un texte : enregistrez le tableau en CSV.", "This is no text: save the table as CSV."),
        "IMPORT_COMPRESSED" => l.Say("C'est une archive ou un classeur : enregistrez la feuille en CSV.", "This is an archive or a workbook: save the sheet as CSV."),
        "IMPORT_ENCODING_MIXED" or "IMPORT_ENCODING_UNKNOWN" or "IMPORT_ENCODING_WRONG" or "IMPORT_ENCODING_UNSUPPORTED" =>
            l.Say("L'encodage des caractères ne se laisse pas déterminer : enregistrez le fichier en UTF-8.", "The encoding of its letters cannot be told: save the file as UTF-8."),
        "IMPORT_EMPTY" => l.Say("Le fichier n'a pas de tableau.", "The file has no table."),
        "IMPORT_MALFORMED" => l.Say("Un guillemet ou une fiche n'a pas de fin.", "A quote or a card has no end."),
        "IMPORT_HEADER_DUPLICATE" => l.Say("Deux colonnes portent le même nom.", "Two columns have the same name."),
        "IMPORT_COLUMN_MISSING" => l.Say("Une colonne nommée n'est pas dans le fichier.", "A named column is not in the file."),
        "IMPORT_LINE_TOO_LONG" or "FIELD_TOO_LONG" => l.Say("Une ligne ou une valeur est trop longue.", "A line or a value is too long."),
        "IMPORT_COLUMNS_TOO_MANY" => l.Say("Plus de 1 000 colonnes.", "More than 1,000 columns."),
        "IMPORT_DATE_AMBIGUOUS" => l.Say("Jour et mois des dates de naissance se confondent : envoyez le fichier de nouveau, et dites leur format.", "Day and month of the birth dates cannot be told apart: send the file again, and say their format."),
        "IMPORT_MAPPING_UNSURE" => l.Say("Dites à quoi l'on reconnaît un contact : e-mail ou numéro de client.", "Say by what a contact is known: e-mail or customer number."),
        "MAPPING_KEY_MISSING" => l.Say("Une colonne doit être l'e-mail ou le numéro de client.", "One column has to be the e-mail or the customer number."),
        "FIELD_TWICE" => l.Say("Deux colonnes ne peuvent pas être la même chose.", "Two columns cannot be the same thing."),
        "PROVENANCE_INCOMPLETE" => l.Say("Ce qui est acheté ou reçu nomme son fournisseur, et dit si les personnes savaient que leurs données vous seraient données.",
            "What was bought or received names its supplier, and says whether the people knew that you would be given their data."),
        "ATTRIBUTE_INVALID" or "MAPPING_FIELD_UNKNOWN" => l.Say("Le nom d'une colonne est trop long pour être gardé comme information.", "The name of a column is too long to be kept as an attribute."),
        "ATTRIBUTES_TOO_MANY" => l.Say("Trop de colonnes gardées comme information.", "Too many columns kept as attributes."),
        "DATE_UNREADABLE" or "DATE_IN_FUTURE" or "DATE_INVALID" => l.Say("Cette date ne se lit pas, ou n'est pas encore venue.", "This date cannot be read, or has not come yet."),
        "COUNTRY_UNKNOWN" => l.Say("Ce pays n'existe pas.", "This country does not exist."),
        "IMPORT_NOT_WAITING" => l.Say("Cet import a déjà commencé.", "This import has begun already."),
        "IMPORT_TAKEN_BACK" => l.Say("Fichier repris et détruit.", "The file was taken back and destroyed."),
        "IMPORT_NOT_MAPPED" => l.Say("Personne n'a dit ce que sont ses colonnes ; le fichier est détruit.", "Nobody said what its columns are; the file is destroyed."),
        "IMPORT_CONFLICT" or "IMPORT_NOT_SAVED" => l.Say("La base n'a pas pris ces lignes ; voyez l'exploitation.", "The database did not take these rows; see operations."),
        "MAPPING_FORMAT_INVALID" => l.Say("Le format d'une date s'écrit dd/MM/yyyy (dd le jour, MM le mois, yyyy l'année).", "A format of dates is written dd/MM/yyyy (dd the day, MM the month, yyyy the year)."),
        "AUDIENCE_UNKNOWN" => l.Say("Ni B2C ni B2B.", "Neither B2C nor B2B."),
        "LANGUAGE_INVALID" or "LANGUAGE_UNKNOWN" => l.Say("Cette langue n'existe pas.", "This language does not exist."),
        "KIND_INVALID" or "KIND_FIXED" => l.Say("Ni personne ni organisation, ou le contraire de ce qui est connu.", "Neither person nor organisation, or other than is known."),
        "EXTERNAL_ID_INVALID" => l.Say("Ce n'est pas un numéro de client.", "This is no customer number."),
        "EXTERNAL_ID_TAKEN" => l.Say("Ce numéro est celui d'un autre contact.", "This number is another contact's."),
        "CARD_MALFORMED" => l.Say("La fiche ne se lit pas.", "The card cannot be read."),
        "TEXT_INVALID" => l.Say("Un caractère que rien ne garde.", "A character that nothing keeps."),
        "ROW_FIELD_COUNT" => l.Say("La ligne a plus ou moins de champs que l'en-tête.", "The row has more or fewer fields than the header."),
        "KEY_MISSING" => l.Say("Sans e-mail ni numéro : on ne sait pas qui c'est.", "Neither e-mail nor number: nobody knows who it is."),
        "KEY_AMBIGUOUS" => l.Say("Plusieurs contacts portent cette clé.", "Several contacts have this key."),
        "SUBJECT_HELD" => l.Say("Une demande est en cours pour cette personne.", "A request of this person is open."),
        "EMAIL_INVALID" => l.Say("Ce n'est pas un e-mail.", "This is no e-mail address."),
        "PHONE_INVALID" => l.Say("Ce n'est pas un numéro de téléphone.", "This is no telephone number."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };
}
