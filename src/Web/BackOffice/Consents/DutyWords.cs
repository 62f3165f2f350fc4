using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Consents;

/// <summary>Codes of these pages in words.</summary>
internal static class DutyWords
{
    public static readonly string[] Grounds = ["alreadyInformed", "impossible", "disproportionate", "laidDownByLaw", "professionalSecrecy"];

    public static string Ground(Language l, string ground) => ground switch
    {
        "alreadyInformed" => l.Say("elle le sait déjà", "they know already"),
        "impossible" => l.Say("impossible", "impossible"),
        "disproportionate" => l.Say("efforts disproportionnés", "disproportionate effort"),
        "laidDownByLaw" => l.Say("la loi prévoit la collecte", "the law lays the collection down"),
        _ => l.Say("secret professionnel", "professional secrecy"),
    };

    public static string Cause(Language l, string cause) => cause switch
    {
        "withdrawn" => l.Say("consentement retiré", "consent withdrawn"),
        "silence" => l.Say("pas de réponse à une requalification", "no answer to a requalification"),
        _ => cause,
    };

    public static string Classes(Language l, IReadOnlyList<string>? classes) => classes is null
        ? l.Say("tout ce qui est détenu", "everything held")
        : string.Join(", ", classes.Select(c => DataWords.Of(l, c)));

    public static string State(Language l, string state) => state switch
    {
        "draft" => l.Say("à approuver", "to be approved"),
        "asking" => l.Say("envoi en cours", "asking"),
        "waiting" => l.Say("réponses attendues", "waiting for answers"),
        "stopped" => l.Say("arrêtée", "stopped"),
        _ => state,
    };

    public static string Route(Language l, string route) => route switch
    {
        "channel" => l.Say("par e-mail", "by mail"),
        "postOrVisit" => l.Say("par courrier ou visite", "by post or visit"),
        _ => l.Say("jamais", "never"),
    };

    public static string Answer(Language l, string outcome) => outcome switch
    {
        "waiting" => l.Say("pas encore de réponse", "no answer yet"),
        "consented" => l.Say("oui", "yes"),
        "refused" => l.Say("non", "no"),
        "silent" => l.Say("silence : non", "silence: no"),
        "unreached" => l.Say("pas joint", "not reached"),
        _ => outcome,
    };

    public static string? Done(Language l, string? done, string? count, string? left) => done switch
    {
        "kept" => l.Say("Décidé : ces données sont conservées.", "Decided: these data are kept."),
        "erased" => l.Say("Décidé : une demande d'effacement est ouverte.", "Decided: a request for erasure is open."),
        "sent" => l.Say($"Avis écrits : {Number(count)}. Laissés de côté : {Number(left)}.", $"Notices written: {Number(count)}. Left out: {Number(left)}."),
        "published" => l.Say("La nouvelle version vaut désormais.", "The new version holds from now on."),
        "exempted" => l.Say("Dispense enregistrée, avec son motif.", "The exemption is recorded, with its reason."),
        "planned" => l.Say("Compté. Personne n'a encore été demandé.", "Counted. Nobody was asked yet."),
        "approval" => l.Say("Approuvée : les demandes partent.", "Approved: people are being asked."),
        "stop" => l.Say("Plus personne n'est demandé.", "Nobody more is asked."),
        "letters" => l.Say($"Lettres enregistrées : {Number(count)}. Laissées de côté : {Number(left)}.", $"Letters recorded: {Number(count)}. Left out: {Number(left)}."),
        _ => null,
    };

    public static string Refused(Language l, string code) => code switch
    {
        "CONFIRMATION_MISSING" => l.Say("Cochez la case : cela ne peut pas être repris.", "Tick the box: this cannot be taken back."),
        "REQUEST_OPEN" => l.Say("Une demande de cette personne est déjà ouverte : elle est au tableau des demandes ; décidez quand elle est finie.", "A request of this person is open already: it is on the board; decide once it has ended."),
        "PROPOSAL_DECIDED" => l.Say("Quelqu'un a déjà décidé.", "Somebody has decided already."),
        "INFORMATION_TEXT_MISSING" => l.Say("Publiez d'abord les mots de l'avis.", "Publish the words of the notice first."),
        "NOTHING_OWED" => l.Say("Cette personne est déjà informée, ou dispensée.", "This person was told already, or is exempt."),
        "GROUND_UNKNOWN" => l.Say("Choisissez un motif.", "Choose a ground."),
        "REQUALIFICATION_OPEN" => l.Say("Une requalification de cette finalité est déjà en cours.", "A requalification of this purpose is under way."),
        "REQUALIFICATION_NOT_DRAFT" => l.Say("Déjà approuvée ou arrêtée.", "Approved or stopped already."),
        "CHANNEL_NOT_IN_PURPOSE" => l.Say("Cette finalité n'utilise pas l'e-mail.", "This purpose does not use e-mail."),
        "NOTICE_UNKNOWN" => l.Say("Publiez d'abord une mention de cette finalité, en français ou en anglais.", "Publish a notice of this purpose first, in French or English."),
        "BATCH_TOO_LARGE" => l.Say("Cochez au moins une personne.", "Tick one person at least."),
        "NUMBER_UNREADABLE" => l.Say("Le nombre n'est pas lisible.", "The number cannot be read."),
        "VALIDATION_FAILED" => l.Say("Quelque chose manque, est trop long ou trop grand.", "Something is missing, too long or too large."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };

    // What an address says is not believed to be a number.
    private static int Number(string? said) => int.TryParse(said, out var number) ? number : 0;
}
