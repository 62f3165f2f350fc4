using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Campaigns;

/// <summary>Why somebody gets a message, or does not.</summary>
internal static class ReasonWords
{
    private static readonly Dictionary<string, (string French, string English)> All = new(StringComparer.Ordinal)
    {
        ["CONSENT"] = ("a consenti", "has consented"),
        ["SOFT_OPT_IN"] = ("est client, pour un produit analogue", "is a customer, for a similar product"),
        ["EXEMPT_DELIVERABILITY"] = ("mesure exemptée de consentement", "measure that needs no consent"),
        ["B2B_OPT_OUT"] = ("professionnel qui ne s'est pas opposé", "professional who did not object"),
        ["LEGAL_PERSON"] = ("adresse d'une organisation", "address of an organisation"),
        ["NOT_MARKETING"] = ("n'est pas de la prospection", "is not marketing"),
        ["ONGOING_CONTRACT"] = ("contrat en cours", "contract under way"),
        ["CALLBACK_REQUEST"] = ("a demandé à être rappelé", "asked to be called back"),
        ["OPT_OUT"] = ("ne s'est pas opposé", "did not object"),
        ["PRE_OPT_IN"] = ("régime d'avant le consentement préalable", "rules from before the opt-in"),
        ["TRANSITION"] = ("période de transition", "time of transition"),
        ["TRACK_CONSENT"] = ("a consenti à la mesure", "has consented to measuring"),
        ["NO_CONSENT"] = ("n'a pas consenti", "has not consented"),
        ["CONSENT_EXPIRED"] = ("consentement arrivé à son terme", "consent ended with its term"),
        ["CONSENT_INVALID"] = ("consentement non valable", "consent is not valid"),
        ["NO_PROOF"] = ("consentement sans preuve", "consent without proof"),
        ["OBJECTED"] = ("s'est opposé", "objected"),
        ["WITHDRAWN"] = ("a retiré son consentement", "withdrew the consent"),
        ["SOFT_OPT_IN_FAILED"] = ("client, mais les conditions ne sont pas réunies", "a customer, but the conditions are not met"),
        ["B2B_NOT_RELATED"] = ("sans rapport avec sa profession", "not related to the profession"),
        ["NOT_INFORMED"] = ("n'a pas été informé", "was not informed"),
        ["BLOCTEL"] = ("inscrit sur la liste d'opposition au téléphone", "listed against telephone marketing"),
        ["MINOR"] = ("est mineur", "is a minor"),
        ["STALE"] = ("inactif depuis trop longtemps", "inactive for too long"),
        ["FREQUENCY"] = ("a déjà reçu assez de messages", "has had enough messages"),
        ["OUT_OF_HOURS"] = ("hors des heures permises", "outside the hours allowed"),
        ["MISSING_CONTENT"] = ("le message ne dit pas ce qu'il doit", "the message does not say what it must"),
        ["BULK_HEADERS"] = ("désinscription en un clic manquante", "one-click unsubscription is missing"),
        ["SECTOR_BAN"] = ("secteur interdit de démarchage", "sector in which calls are forbidden"),
        ["WRONG_CHANNEL"] = ("canal non prévu pour cette finalité", "channel not foreseen for this purpose"),
        ["CALLBACK_EXPIRED"] = ("demande de rappel périmée", "request to be called back has expired"),
        ["CONSUMER_LINE"] = ("ligne d'un consommateur", "line of a consumer"),
        ["NO_TRACK_CONSENT"] = ("n'a pas consenti à la mesure", "has not consented to measuring"),
        ["NO_ADDRESS"] = ("sans adresse pour ce canal", "no address for this channel"),
        ["ADDRESS_MALFORMED"] = ("adresse inutilisable", "address cannot be used"),
        ["UNKNOWN_SUBJECT"] = ("inconnu ou effacé", "unknown or erased"),
        ["RESTRICTED"] = ("traitement limité (art. 18)", "processing is restricted (Art. 18)"),
        ["UNDELIVERABLE"] = ("adresse qui rejette les messages", "address that bounces"),
        ["UNAVAILABLE"] = ("pas de réponse du service des consentements", "no answer from the consent service"),
        ["PAUSED_BY_PERSON"] = ("a demandé une pause", "asked for a pause"),
        ["ALREADY_SENT"] = ("l'a déjà reçu", "has got it already"),
        ["CAMPAIGN_ENDED"] = ("campagne terminée avant", "campaign ended before"),
        ["NO_ANSWER"] = ("n'a pas répondu", "did not answer"),
        ["NO_OUTCOME"] = ("appel sans issue notée", "call without an outcome"),
        ["WRONG_NUMBER"] = ("mauvais numéro", "wrong number"),
        ["REFUSED_IN_CALL"] = ("a refusé pendant l'appel", "refused in the call"),
        ["CONFIRMATION_ASKED"] = ("confirmation demandée par écrit", "asked in writing to confirm"),
    };

    public static string Of(Language l, string code) => All.TryGetValue(code, out var known) ? l.Say(known.French, known.English) : code;
}
