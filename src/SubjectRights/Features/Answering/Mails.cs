using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Mail;
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

    // Letters of every alphabet stay as they are; what could be markup does not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static (string Subject, string Html) Code(SubjectRequest request, string code, string link, Controller controller) => request.Language == "fr"
        ? ($"Votre demande {request.Reference} : confirmez qu'elle vient de vous",
            Page("fr", $"<p>Nous avons reçu une demande ({Right(request)}) qui vous concerne. Votre code :</p><p><strong>{code}</strong></p><p>Tapez-le ici : <a href=\"{E(link)}\">{E(link)}</a></p><p>Il vaut 15 minutes et une seule fois. Si la demande ne vient pas de vous, ne faites rien.</p>", controller))
        : ($"Your request {request.Reference}: confirm that it comes from you",
            Page("en", $"<p>We received a request ({Right(request)}) about you. Your code:</p><p><strong>{code}</strong></p><p>Type it here: <a href=\"{E(link)}\">{E(link)}</a></p><p>It is valid for 15 minutes, once. If the request is not yours, do nothing.</p>", controller));

    public static (string Subject, string Html) Extension(SubjectRequest request, DateTimeOffset? until, string because, string reason, Controller controller)
    {
        var day = Day(until, request.Language);
        return request.Language == "fr"
            ? ($"Votre demande {request.Reference} : réponse au plus tard le {day}",
                Page("fr", $"<p>Votre demande demande plus de temps : {(because == "complexity" ? "elle est complexe" : "vous en avez fait plusieurs")}. Motif : {E(reason)}</p><p>Nous répondrons au plus tard le <strong>{day}</strong> (article 12, paragraphe 3, du RGPD). {RemediesPart.Remedies(request.Country, "fr")}</p>", controller))
            : ($"Your request {request.Reference}: answer by {day}",
                Page("en", $"<p>Your request needs more time: {(because == "complexity" ? "it is complex" : "you made several")}. Reason: {E(reason)}</p><p>We will answer by <strong>{day}</strong> (Article 12(3) GDPR). {RemediesPart.Remedies(request.Country, "en")}</p>", controller));
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
            Page("fr", $"<p>La limitation du traitement de vos données, obtenue par votre demande {request.Reference}, va être levée (article 18, paragraphe 3, du RGPD). Motif : {E(reason)}</p><p>{RemediesPart.Remedies(request.Country, "fr")}</p>", controller))
        : ($"Your request {request.Reference}: the restriction will be lifted",
            Page("en", $"<p>The restriction of processing that you obtained by your request {request.Reference} will be lifted (Article 18(3) GDPR). Reason: {E(reason)}</p><p>{RemediesPart.Remedies(request.Country, "en")}</p>", controller));

    /// <summary>To the DPO: which lines of the preview are not what was done; nobody is named.</summary>
    public static MailMessage PreviewDiffers(Guid id, SubjectRequest request, IReadOnlyList<PreviewDifference> differences, string address, DateTimeOffset now) => new()
    {
        Id = id,
        Kind = "preview-differs",
        Reference = request.CorrelationId,
        To = address,
        Subject = $"{request.Reference} [{WarningLevels.PreviewDiffers}]",
        Html = $"""
            <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{E(request.Reference)}</title></head><body>
            <p><strong>{E(request.Reference)}</strong> : ce qui a été fait n'est pas ce qui avait été annoncé. Comparez l'aperçu et l'exécution.</p>
            <p lang="en"><strong>{E(request.Reference)}</strong>: what was done is not what was announced. Compare preview and execution.</p>
            <ul>{string.Concat(differences.Select(d => $"<li>{E(d.Target)} {E(d.DataClass)} ({E(d.Where)}): {E(Said(d.Announced))} / {E(Said(d.Found))}</li>"))}</ul>
            </body></html>
            """,
        CreatedAt = now,
        AvailableAt = now,
    };

    /// <summary>To the DPO: where erased data was found again; nobody is named.</summary>
    public static MailMessage CameBack(Guid id, SubjectRequest request, IReadOnlyList<string> targets, string address, DateTimeOffset now) => new()
    {
        Id = id,
        Kind = "came-back",
        Reference = request.CorrelationId,
        To = address,
        Subject = $"{request.Reference} [{WarningLevels.CameBack}]",
        Html = $"""
            <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{E(request.Reference)}</title></head><body>
            <p><strong>{E(request.Reference)}</strong> : la seconde vérification a retrouvé des données effacées ({E(string.Join(", ", targets))}). Le dossier est rouvert ; cherchez ce qui les ramène.</p>
            <p lang="en"><strong>{E(request.Reference)}</strong>: the second check found erased data again ({E(string.Join(", ", targets))}). The case is open again; look for what brings it back.</p>
            </body></html>
            """,
        CreatedAt = now,
        AvailableAt = now,
    };

    /// <summary>To another address of the person: an erasure is about to be carried out; the link stops it.</summary>
    public static (string Subject, string Html) Notice(SubjectRequest request, string link, int hours, Controller controller) => request.Language == "fr"
        ? ($"Demande d'effacement {request.Reference} : elle sera exécutée dans {hours} heures",
            Page("fr", $"<p>Quelqu'un qui a prouvé détenir une autre adresse connue de nous a demandé l'effacement des données de la personne à qui appartient aussi cette adresse ({Right(request)}).</p><p>Sans opposition de votre part, l'effacement sera exécuté <strong>{hours} heures</strong> après l'envoi de ce message. Si la demande ne vient pas de vous, arrêtez-la :</p><p><a href=\"{E(link)}\">{E(link)}</a></p>", controller))
        : ($"Erasure request {request.Reference}: it will be carried out in {hours} hours",
            Page("en", $"<p>Somebody who proved to hold another address that we know asked for the erasure of the data of the person to whom this address belongs too ({Right(request)}).</p><p>Unless you object, the erasure will be carried out <strong>{hours} hours</strong> after this message was sent. If the request is not yours, stop it:</p><p><a href=\"{E(link)}\">{E(link)}</a></p>", controller));

    /// <summary>To the requester: the link that went to another address stopped the erasure.</summary>
    public static (string Subject, string Html) Stopped(SubjectRequest request, Controller controller) => request.Language == "fr"
        ? ($"Votre demande {request.Reference} a été annulée",
            Page("fr", $"<p>Votre demande ({Right(request)}) a été annulée par le lien que nous avions envoyé à une autre adresse de la même personne. Si ce n'est pas vous qui l'avez annulée, écrivez-nous ou faites-la de nouveau : une personne l'examinera.</p><p>{RemediesPart.Remedies(request.Country, "fr")}</p>", controller))
        : ($"Your request {request.Reference} was cancelled",
            Page("en", $"<p>Your request ({Right(request)}) was cancelled by the link that we had sent to another address of the same person. If it was not you who cancelled it, write to us or ask again: a person will examine it.</p><p>{RemediesPart.Remedies(request.Country, "en")}</p>", controller));

    private static string Said(Datum? datum) => datum is null ? "-" : $"{datum.Outcome} {datum.Count} {datum.Ground} {datum.Until:yyyy-MM-dd}";

    public static string Right(SubjectRequest request) => RightIn(request.Right, request.Language);

    public static string RightIn(RightRequested right, string language)
    {
        var (fr, en, article) = right switch
        {
            RightRequested.Access => ("accès", "access", 15),
            RightRequested.Rectification => ("rectification", "rectification", 16),
            RightRequested.Erasure => ("effacement", "erasure", 17),
            RightRequested.Restriction => ("limitation du traitement", "restriction of processing", 18),
            RightRequested.Portability => ("portabilité", "portability", 20),
            RightRequested.Objection => ("opposition", "objection", 21),
            _ => ("décision individuelle automatisée", "automated individual decision", 22),
        };
        return language == "fr" ? $"{fr}, article {article} du RGPD" : $"{en}, Article {article} GDPR";
    }

    /// <summary>A day without its weekday, as letters are dated: "1er décembre 2026".</summary>
    public static string PlainDay(DateOnly day, string language) => language == "fr"
        ? day.ToString(day.Day == 1 ? "'1er' MMMM yyyy" : "d MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR"))
        : day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    public static string Day(DateTimeOffset? at, string language) => at is { } instant ? Day(DateOnly.FromDateTime(instant.DateTime), language) : "?";

    public static string Day(DateOnly at, string language) => language == "fr"
        ? at.ToString(at.Day == 1 ? "dddd '1er' MMMM yyyy" : "dddd d MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR"))
        : at.ToString("dddd d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    public static string E(string? text) => Encoder.Encode(text ?? string.Empty);

    public static string Page(string language, string body, Controller controller) => $"""
        <!doctype html>
        <html lang="{language}"><head><meta charset="utf-8"><title>{E(controller.Name)}</title><style>{Css}</style></head>
        <body>{body}<p>{E(controller.Name)}{Dpo(controller)}</p></body></html>
        """;

    internal static string Dpo(Controller controller)
    {
        var name = controller.DpoName is null ? string.Empty : $" - DPO: {E(controller.DpoName)}";
        return controller.DpoEmail is null ? name : $"{name} &lt;{E(controller.DpoEmail)}&gt;";
    }
}
