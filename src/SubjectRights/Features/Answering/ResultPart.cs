using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Reading;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>Service by service: what was done, and on whose word that rests.</summary>
internal static class ResultPart
{
    public static void Write(Paper paper, LetterContent content)
    {
        if (content.Targets.Count == 0)
        {
            return;
        }

        paper.Table(
            paper.T("Résultat, service par service", "Result, service by service"),
            [paper.T("Service", "Service"), paper.T("Résultat", "Result"), paper.T("Vérification", "Check")],
            content.Targets.Select(t => (IReadOnlyList<string>)[Name(paper, t), Result(paper, t), Check(paper, t)]));
        if (content.Unfinished.Count > 0)
        {
            paper.Say(
                $"Ce n'est pas terminé : {content.Unfinished.Count} service(s) n'ont pas encore confirmé. Nous poursuivons et vous écrirons de nouveau.",
                $"This is not finished: {content.Unfinished.Count} service(s) have not confirmed yet. We go on and will write to you again.");
        }

        if (content.Differences.Count > 0)
        {
            paper.Say(
                "Ce qui a été fait diffère de ce que nous avions prévu pour certaines de ces données ; nous l'examinons et vous écrirons de nouveau.",
                "What was done differs from what we had planned for some of this data; we are examining it and will write to you again.");
        }

        if (content.Targets.Any(t => t.Outcome == Outcome.Informed))
        {
            paper.Say(
                "Les destinataires marqués « informé » décident eux-mêmes de leurs données ; nous leur avons transmis votre demande (article 19 du RGPD).",
                "Recipients marked \"informed\" decide about their data themselves; we passed your request on to them (Article 19 GDPR).");
        }
    }

    private static string Name(Paper paper, RequestTarget target)
    {
        var role = target.Role switch
        {
            "processor" => paper.T("sous-traitant", "processor"),
            "jointController" => paper.T("responsable conjoint", "joint controller"),
            "recipient" => paper.T("destinataire", "recipient"),
            _ => null,
        };
        var name = E(Terms.OfTarget(target.Name, paper.Language));
        return role is null ? name : $"{name} ({role})";
    }

    private static string Result(Paper paper, RequestTarget target)
    {
        if (!target.Verified)
        {
            return paper.T(
                $"pas encore confirmé ({E(target.Code ?? "en cours")}) : nous y travaillons", $"not confirmed yet ({E(target.Code ?? "open")}): we are working on it");
        }

        var result = E(Terms.Of(target.Outcome, paper.Language));
        return target.Outcome == Outcome.Erased && ReadRequest.DataOf(target).Any(d => d.Outcome == Outcome.Kept)
            ? result + paper.T(", sauf ce qui est conservé ci-dessous", ", but for what is kept below")
            : result;
    }

    private static string Check(Paper paper, RequestTarget target) => !target.Verified
        ? paper.T("non vérifié", "not verified")
        : target.Assurance switch
        {
            Assurance.ReadBack => paper.T("vérifié par nous", "checked by us"),
            Assurance.Polled => paper.T("le prestataire le confirme", "the vendor confirms"),
            _ => paper.T("le contrat du prestataire le prévoit", "the vendor's contract says"),
        };
}
