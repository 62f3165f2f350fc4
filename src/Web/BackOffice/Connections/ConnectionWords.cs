using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Connections;

/// <summary>Roles, kinds and codes of third parties in words.</summary>
internal static class ConnectionWords
{
    public static readonly string[] Roles = ["processor", "jointController", "recipient"];
    public static readonly string[] Kinds = ["email", "phone", "externalId", "name", "nameAndBirthDate"];

    public static string Role(Language l, string role) => role switch
    {
        "processor" => l.Say("sous-traitant (art. 28)", "processor (Art. 28)"),
        "jointController" => l.Say("responsable conjoint (art. 26)", "joint controller (Art. 26)"),
        "recipient" => l.Say("destinataire (art. 19)", "recipient (Art. 19)"),
        _ => role,
    };

    public static string Asked(Language l, string role) => role == "recipient"
        ? l.Say("informé, jamais commandé", "informed, never commanded")
        : l.Say("exécute et est vérifié", "carries out and is checked");

    public static string Kind(Language l, string kind) => kind switch
    {
        "email" => l.Say("adresse e-mail", "e-mail address"),
        "phone" => l.Say("téléphone", "telephone"),
        "externalId" => l.Say("identifiant externe", "external id"),
        "name" => l.Say("nom", "name"),
        "nameAndBirthDate" => l.Say("nom et date de naissance", "name and date of birth"),
        _ => kind,
    };

    public static string Done(Language l, string step) => step switch
    {
        "new" => l.Say("Enregistrée, et désactivée : essayez-la, puis activez-la.", "Recorded, and disabled: try it, then enable it."),
        "enable" => l.Say("Activée : elle prend part aux demandes à partir de maintenant.", "Enabled: it takes part in requests from now on."),
        "disable" => l.Say("Désactivée : ce que des demandes en attendent encore revient à une personne.", "Disabled: what requests still need of it goes to a person."),
        "token" => l.Say("Le jeton est remplacé.", "The token is replaced."),
        _ => l.Say("Enregistré.", "Recorded."),
    };

    public static string Code(Language l, string code) => code switch
    {
        "THIRD_PARTY_UNREACHABLE" => l.Say("ne répond pas", "does not answer"),
        "THIRD_PARTY_ERROR" => l.Say("répond par une erreur", "answers with an error"),
        "THIRD_PARTY_REFUSED" => l.Say("refuse la question", "refuses the question"),
        "CREDENTIAL_REFUSED" => l.Say("refuse notre jeton", "refuses our token"),
        "CREDENTIAL_UNREADABLE" => l.Say("notre jeton ne peut plus être déchiffré : donnez-en un nouveau", "our token can no longer be decrypted: give a new one"),
        "ANSWER_NOT_UNDERSTOOD" => l.Say("répond, mais pas selon le contrat", "answers, but not by the contract"),
        "HOST_NOT_ALLOWED" => l.Say("l'hôte n'est pas dans la liste permise, ou son adresse est privée", "the host is not on the allow-list, or its address is private"),
        _ => code,
    };

    public static string Refused(Language l, string code) => code switch
    {
        "CONNECTION_KEY_INVALID" => l.Say("Le code court ne prend que des minuscules, des chiffres et des tirets.", "The short code takes small letters, digits and hyphens only."),
        "CONNECTION_KEY_TAKEN" => l.Say("Une autre connexion a ce code court.", "Another connection has this short code."),
        "BASE_URL_INVALID" => l.Say("L'adresse n'est pas une adresse web complète.", "The address is not a complete web address."),
        "HTTPS_DEMANDED" => l.Say("Des données personnelles ne voyagent qu'en https.", "Personal data travels over https only."),
        "HOST_NOT_ALLOWED" => l.Say("L'hôte de l'adresse doit être dans la liste permise.", "The host of the address must be on the allow-list."),
        "ALLOW_HOST_INVALID" => l.Say("Un hôte de la liste n'en est pas un.", "A host on the list is none."),
        "TOKEN_INVALID" => l.Say("Le jeton contient des signes qui ne passent pas.", "The token holds signs that do not travel."),
        "DEFINITION_UNKNOWN" => l.Say("Ce type n'existe pas.", "There is no such type."),
        "ROLE_MISSING" => l.Say("Dites son rôle.", "Say its role."),
        "VALIDATION_FAILED" => l.Say("Il manque quelque chose : chaque champ, et au moins un identifiant.", "Something is missing: every field, and at least one identifier."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };
}
