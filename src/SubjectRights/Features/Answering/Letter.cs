using System.Text;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Domain;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>
/// The answer to the person: what was done and checked, what was kept and why, what is still open, how to complain.
/// It says nothing that no check found.
/// </summary>
internal sealed class Letter(SubjectRequest request, GdprSettings settings, DateTimeOffset now, string? reason)
{
    private readonly bool _fr = request.Language == "fr";

    public string Subject => T($"Réponse à votre demande {request.Reference}", $"Answer to your request {request.Reference}");

    public string Html()
    {
        var body = new StringBuilder();
        body.Append($"<h1>{E(Subject)}</h1>");
        body.Append($"<p>{T("Demande", "Request")} : {Right(request)}. {T("Reçue le", "Received on")} {Day(request.ReceivedAt, request.Language)}.</p>");
        if (request.Refusing)
        {
            Refused(body);
        }
        else if (request.Targets.TrueForAll(t => t.Outcome == Outcome.NothingFound && t.Verified) && request.SubjectId is null)
        {
            body.Append($"<p>{T("Après recherche partout où nous conservons des données, nous ne détenons rien sous l'identifiant que vous avez donné.", "After a search everywhere we keep data, we hold nothing under the identifier that you gave.")}</p>");
        }
        else
        {
            Carried(body);
        }

        body.Append($"<p>{Remedies(request.Language)}</p>");
        return Page(request.Language, body.ToString(), settings.Controller);
    }

    private void Refused(StringBuilder body) => body.Append(
        $"<p>{T("Nous ne donnons pas suite à votre demande.", "We do not act on your request.")} {T("Motif", "Ground")} : {E(request.Code)}. {E(reason)}</p>");

    private void Carried(StringBuilder body)
    {
        body.Append($"<p>{(request.Right == RightRequested.Erasure ? T("Voici ce qui a été effacé et vérifié, service par service.", "This is what was erased and checked, service by service.") : T("Vos données sont prêtes : le paquet contient les fichiers lisibles par machine.", "Your data is ready: the package holds machine-readable files."))}</p>");
        body.Append($"<table><thead><tr><th scope=\"col\">{T("Service", "Service")}</th><th scope=\"col\">{T("Résultat", "Result")}</th><th scope=\"col\">{T("Vérification", "Check")}</th></tr></thead><tbody>");
        foreach (var target in request.Targets.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            body.Append($"<tr><td>{E(target.Name)}</td><td>{Result(target)}</td><td>{Check(target)}</td></tr>");
        }

        body.Append("</tbody></table>");
        Kept(body);
        if (request.Right == RightRequested.Erasure && settings.BackupRetentionDays is { } days)
        {
            body.Append($"<p>{T($"Nos sauvegardes peuvent encore contenir ces données jusqu'au {Day(now.AddDays(days), "fr")} ; après toute restauration, l'effacement est refait avant la remise en service.", $"Our backups may still hold this data until {Day(now.AddDays(days), "en")}; after any restore the erasure is done again before service resumes.")}</p>");
            body.Append($"<p>{T("Pour prouver et faire durer l'effacement, nous gardons une empreinte chiffrée de vos identifiants (registre d'effacement, liste d'opposition) : elle reste une donnée pseudonyme.", "To prove the erasure and make it last, we keep a keyed hash of your identifiers (erasure ledger, suppression list): it remains pseudonymous data.")}</p>");
        }
    }

    private void Kept(StringBuilder body)
    {
        var kept = request.Targets.SelectMany(t => Reading.ReadRequest.DataOf(t).Where(d => d.Outcome == Outcome.Kept).Select(d => (t.Name, d))).ToList();
        if (kept.Count == 0)
        {
            return;
        }

        body.Append($"<h2>{T("Ce qui est conservé, et pourquoi", "What is kept, and why")}</h2><ul>");
        foreach (var (name, datum) in kept)
        {
            var until = datum.Until is { } day ? T($"jusqu'au {Day(day, "fr")}", $"until {Day(day, "en")}") : T("sans date fixée", "no date set");
            body.Append($"<li>{E(name)} - {E(datum.DataClass)} ({datum.Count}) : {E(datum.Ground)}, {until}</li>");
        }

        body.Append("</ul>");
    }

    private string Result(RequestTarget target) => target.Verified || target.Outcome == Outcome.NothingFound
        ? target.Outcome switch
        {
            Outcome.Erased => T("effacé", "erased"),
            Outcome.Kept => T("conservé", "kept"),
            Outcome.Provided => T("remis", "provided"),
            Outcome.Informed => T("destinataire informé", "recipient informed"),
            Outcome.NothingFound => T("rien trouvé", "nothing found"),
            _ => T("traité", "handled"),
        }
        : T($"pas encore confirmé ({target.Code ?? "en cours"}) : nous y travaillons", $"not confirmed yet ({target.Code ?? "open"}): we are working on it");

    private string Check(RequestTarget target) => !target.Verified
        ? T("non vérifié", "not verified")
        : target.Assurance switch
        {
            Assurance.ReadBack => T("vérifié par nous", "checked by us"),
            Assurance.Polled => T("confirmé par le prestataire", "confirmed by the vendor"),
            _ => T("déclaré par le prestataire", "stated by the vendor"),
        };

    private string T(string french, string english) => _fr ? french : english;
}
