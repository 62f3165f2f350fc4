using Gdpr.Kernel.Retention;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>Codes of the suite in words that a person understands; a code without words is shown as it is.</summary>
internal static class Terms
{
    private static readonly Dictionary<string, (string Fr, string En)> Classes = new(StringComparer.Ordinal)
    {
        ["contacts.identity"] = ("identité (nom, date de naissance)", "identity (name, birth date)"),
        ["contacts.email"] = ("adresses électroniques", "e-mail addresses"),
        ["contacts.phone"] = ("numéros de téléphone", "telephone numbers"),
        ["contacts.address"] = ("adresses postales", "postal addresses"),
        ["contacts.externalId"] = ("numéros de client", "customer numbers"),
        ["contacts.attributes"] = ("autres indications de votre fiche", "other details of your record"),
        ["contacts.notes"] = ("notes de nos services", "notes by our staff"),
        ["contacts.origin"] = ("origine de chaque indication", "origin of each detail"),
        ["consent.events"] = ("vos consentements et refus", "your consents and refusals"),
        ["consent.suppressions"] = ("liste d'opposition (empreinte)", "suppression list (hash)"),
        ["consent.hashes"] = ("empreintes de vos adresses", "hashes of your addresses"),
        ["consent.links"] = ("lien entre vous et la liste d'opposition", "link between you and the suppression list"),
        ["consent.information"] = ("informations sur l'origine de vos données", "notices on where your data come from"),
        ["consent.proposals"] = ("effacements proposés", "erasures proposed"),
        ["consent.cookie-choices"] = ("choix de cookies", "cookie choices"),
        ["consent.requalifications"] = ("demande unique de votre accord", "the one request for your consent"),
        ["sales.orders"] = ("commandes", "orders"),
        ["sales.invoices"] = ("factures", "invoices"),
        ["sales.invoiceContact"] = ("coordonnées jointes aux factures", "contact details attached to invoices"),
        ["sales.archiveHashes"] = ("empreintes de l'archive", "hashes of the archive"),
        ["governance.litigationHolds"] = ("conservation pour un contentieux", "holds for a dispute"),
        ["subjectRights.requests"] = ("dossiers de vos demandes", "files of your requests"),
        ["campaigns.sends"] = ("messages envoyés", "messages sent"),
        ["campaigns.calls"] = ("appels téléphoniques", "telephone calls"),
        ["campaigns.stops"] = ("désinscriptions", "unsubscriptions"),
        ["campaigns.preflightExamples"] = ("exemples d'un contrôle avant envoi", "examples of a check before a campaign"),
        ["identity.staffAccount"] = ("compte professionnel", "staff account"),
        ["breachNotification.subjects"] = ("registre des violations", "register of breaches"),
        ["contacts.freeText"] = ("mentions dans des notes sur d'autres personnes", "mentions in notes about other people"),
        ["breachNotification.notes"] = ("notes sur une violation", "notes on a breach"),
    };

    private static readonly Dictionary<string, (string Fr, string En)> Rooms = new(StringComparer.Ordinal)
    {
        ["contacts"] = ("fichier des contacts", "contacts"),
        ["consent"] = ("consentements et oppositions", "consents and objections"),
        ["sales"] = ("commandes et factures", "orders and invoices"),
        ["governance"] = ("contentieux et durées de conservation", "disputes and retention"),
        ["campaigns"] = ("campagnes et messages envoyés", "campaigns and messages sent"),
        ["identity"] = ("comptes professionnels", "staff accounts"),
        ["subject-rights"] = ("vos demandes", "your requests"),
        ["subjectRights"] = ("vos demandes", "your requests"),
        ["breach-notification"] = ("registre des violations", "register of breaches"),
        ["breachNotification"] = ("registre des violations", "register of breaches"),
    };

    /// <summary>A service of ours in words, a third party by its name.</summary>
    public static string OfTarget(string target, string language) =>
        Rooms.TryGetValue(target, out var words) ? Pick(words, language)
        : target.StartsWith("connection:", StringComparison.Ordinal) ? target["connection:".Length..] : target;

    /// <summary>An integrator or the receiver of a file, by its name.</summary>
    public static string OfRecipient(string recipient) => recipient[(recipient.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public static string OfClass(string dataClass, string language) =>
        Classes.TryGetValue(dataClass, out var words) ? Pick(words, language)
        : dataClass.EndsWith(ReportLength.More, StringComparison.Ordinal) ? Pick(("autres données du même service, comptées ensemble", "more data of the same service, counted together"), language)
        : dataClass;

    public static string Of(Outcome outcome, string language) => Pick(
        outcome switch
        {
            Outcome.Erased => ("effacé", "erased"),
            Outcome.Pseudonymised => ("pseudonymisé", "pseudonymised"),
            Outcome.Kept => ("conservé", "kept"),
            Outcome.Rectified => ("rectifié", "rectified"),
            Outcome.Restricted => ("limité", "restricted"),
            Outcome.Provided => ("remis", "provided"),
            Outcome.Informed => ("destinataire informé", "recipient informed"),
            Outcome.NothingFound => ("rien trouvé", "nothing found"),
            _ => ("traité", "handled"),
        },
        language);

    /// <summary>The basis of Art. 6(1) in words.</summary>
    public static string OfBasis(string basis, string language) => Pick(
        basis.ToLowerInvariant() switch
        {
            "6(1)(a)" or "consent" => ("votre consentement", "your consent"),
            "6(1)(b)" or "contract" => ("un contrat avec vous", "a contract with you"),
            "6(1)(c)" or "legalobligation" => ("une obligation légale", "a legal obligation"),
            "6(1)(d)" or "vitalinterests" => ("des intérêts vitaux", "vital interests"),
            "6(1)(e)" or "publictask" => ("une mission d'intérêt public", "a task in the public interest"),
            "6(1)(f)" or "legitimateinterests" => ("notre intérêt légitime", "our legitimate interests"),
            _ => (basis, basis),
        },
        language);

    /// <summary>Why a request is refused: our own code in words, a ground that a person named as it stands.</summary>
    public static string? OfRefusal(string? ground, string language) => ground != RefusalGrounds.IdentityNotConfirmed ? ground : Pick(
        (
            "nous n'avons pas pu établir que vous êtes la personne concernée, ou que vous pouvez agir pour elle (article 12, paragraphes 2 et 6, du RGPD) ; vous pouvez nous adresser une nouvelle demande",
            "we could not establish that you are the data subject, or may act for that person (Article 12(2) and (6) GDPR); you may send us a new request"),
        language);

    /// <summary>Ground and force of what is kept: only a mandatory period is said to oblige us.</summary>
    public static string OfGround(string? ground, string language, DateOnly at)
    {
        if (ground is null)
        {
            return Pick(("sans motif indiqué", "no ground stated"), language);
        }

        var code = ground.Split(':') is [_, var named] ? named : ground;
        var period = RetentionPeriods.Find(code, at);
        var (fr, en) = (code, period?.Force) switch
        {
            ("LITIGATION", _) => ("défense de droits en justice : un litige est ouvert", "legal claims: a dispute is open"),
            (_, RetentionForce.Mandatory) => ($"la loi nous oblige à le conserver : {period!.Source}", $"the law obliges us to keep it: {period.Source}"),
            (_, RetentionForce.Limitation) => ($"défense de droits en justice, pour le temps de la prescription : {period!.Source}", $"legal claims, for the limitation period: {period.Source}"),
            (_, not null) => ("notre choix, aucune loi ne nous y oblige : le minimum, sous forme d'empreinte, qui prouve que nous respectons vos droits", "our choice, no law obliges us: the minimum, as a hash, that proves we respect your rights"),
            _ => ("motif indiqué par ce service", "ground as that service states it"),
        };
        return $"{Pick((fr, en), language)} ({ground})";
    }

    private static string Pick((string Fr, string En) words, string language) => language == "fr" ? words.Fr : words.En;
}
