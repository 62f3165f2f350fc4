using System.Globalization;
using System.Net;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>The short mails of a case, in the person's language.</summary>
internal static class Mails
{
    private const string Css =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
        + "table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.4rem .6rem;text-align:left;vertical-align:top}"
        + "@media print{body{margin:0;max-width:none}}";

    public static (string Subject, string Html) Code(SubjectRequest request, string code, Controller controller) => request.Language == "fr"
        ? ($"Votre demande {request.Reference} : confirmez qu'elle vient de vous",
            Page("fr", $"<p>Nous avons reçu une demande ({Right(request)}) qui vous concerne. Votre code :</p><p><strong>{code}</strong></p><p>Il vaut 15 minutes et une seule fois. Si la demande ne vient pas de vous, ne faites rien.</p>", controller))
        : ($"Your request {request.Reference}: confirm that it comes from you",
            Page("en", $"<p>We received a request ({Right(request)}) about you. Your code:</p><p><strong>{code}</strong></p><p>It is valid for 15 minutes, once. If the request is not yours, do nothing.</p>", controller));

    public static (string Subject, string Html) Extension(SubjectRequest request, DateTimeOffset? until, string because, string reason, Controller controller)
    {
        var day = Day(until, request.Language);
        return request.Language == "fr"
            ? ($"Votre demande {request.Reference} : réponse au plus tard le {day}",
                Page("fr", $"<p>Votre demande demande plus de temps : {(because == "complexity" ? "elle est complexe" : "vous en avez fait plusieurs")}. Motif : {E(reason)}</p><p>Nous répondrons au plus tard le <strong>{day}</strong> (article 12, paragraphe 3, du RGPD). {Remedies("fr")}</p>", controller))
            : ($"Your request {request.Reference}: answer by {day}",
                Page("en", $"<p>Your request needs more time: {(because == "complexity" ? "it is complex" : "you made several")}. Reason: {E(reason)}</p><p>We will answer by <strong>{day}</strong> (Article 12(3) GDPR). {Remedies("en")}</p>", controller));
    }

    public static (string Subject, string Html) Message(SubjectRequest request, string text, Controller controller)
    {
        var body = string.Concat(text.Split('\n').Select(line => $"<p>{E(line)}</p>"));
        return request.Language == "fr"
            ? ($"Votre demande {request.Reference} : un message de {controller.Name}", Page("fr", body, controller))
            : ($"Your request {request.Reference}: a message from {controller.Name}", Page("en", body, controller));
    }

    /// <summary>The notice that must come before a restriction ends (Art. 18(3)).</summary>
    public static (string Subject, string Html) Lifting(SubjectRequest request, string reason, Controller controller) => request.Language == "fr"
        ? ($"Votre demande {request.Reference} : la limitation du traitement va être levée",
            Page("fr", $"<p>La limitation du traitement de vos données, obtenue par votre demande {request.Reference}, va être levée (article 18, paragraphe 3, du RGPD). Motif : {E(reason)}</p><p>{Remedies("fr")}</p>", controller))
        : ($"Your request {request.Reference}: the restriction will be lifted",
            Page("en", $"<p>The restriction of processing that you obtained by your request {request.Reference} will be lifted (Article 18(3) GDPR). Reason: {E(reason)}</p><p>{Remedies("en")}</p>", controller));

    public static string Remedies(string language) => language == "fr"
        ? "Vous pouvez introduire une réclamation auprès de la CNIL (3 place de Fontenoy, 75007 Paris, www.cnil.fr) ou former un recours devant le tribunal compétent."
        : "You may complain to the supervisory authority (in France: CNIL, 3 place de Fontenoy, 75007 Paris, www.cnil.fr) or go to the competent court.";

    public static string Right(SubjectRequest request) => (request.Right, request.Language) switch
    {
        (RightRequested.Erasure, "fr") => "effacement, article 17 du RGPD",
        (RightRequested.Erasure, _) => "erasure, Article 17 GDPR",
        (RightRequested.Access, "fr") => "accès, article 15 du RGPD",
        (RightRequested.Access, _) => "access, Article 15 GDPR",
        (RightRequested.Rectification, "fr") => "rectification, article 16 du RGPD",
        (RightRequested.Rectification, _) => "rectification, Article 16 GDPR",
        (RightRequested.Restriction, "fr") => "limitation du traitement, article 18 du RGPD",
        (RightRequested.Restriction, _) => "restriction of processing, Article 18 GDPR",
        (RightRequested.Objection, "fr") => "opposition, article 21 du RGPD",
        (RightRequested.Objection, _) => "objection, Article 21 GDPR",
        (RightRequested.AutomatedDecision, "fr") => "décision automatisée, article 22 du RGPD",
        (RightRequested.AutomatedDecision, _) => "automated decision, Article 22 GDPR",
        (RightRequested.Portability, "fr") => "portabilité, article 20 du RGPD",
        (RightRequested.Portability, _) => "portability, Article 20 GDPR",
        _ => request.Right.ToString(),
    };

    public static string Day(DateTimeOffset? at, string language) =>
        at?.ToString("D", CultureInfo.GetCultureInfo(language == "fr" ? "fr-FR" : "en-GB")) ?? "?";

    public static string Day(DateOnly at, string language) => at.ToString("D", CultureInfo.GetCultureInfo(language == "fr" ? "fr-FR" : "en-GB"));

    public static string E(string? text) => WebUtility.HtmlEncode(text ?? string.Empty);

    public static string Page(string language, string body, Controller controller) => $"""
        <!doctype html>
        <html lang="{language}"><head><meta charset="utf-8"><title>{E(controller.Name)}</title><style>{Css}</style></head>
        <body>{body}<p>{E(controller.Name)}{Dpo(controller)}</p></body></html>
        """;

    private static string Dpo(Controller controller)
    {
        var name = controller.DpoName is null ? string.Empty : $" - DPO: {E(controller.DpoName)}";
        return controller.DpoEmail is null ? name : $"{name} &lt;{E(controller.DpoEmail)}&gt;";
    }
}
