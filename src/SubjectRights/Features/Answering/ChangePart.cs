using Gdpr.Messages.Participation;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>Rectification, restriction, objection and the review of a decision made by machine (Arts. 16, 18, 21, 22).</summary>
internal static class ChangePart
{
    public static void Rectified(Paper paper, LetterContent content)
    {
        paper.Say(
            "Les données inexactes ou incomplètes que vous avez signalées ont été corrigées là où le tableau ci-dessous le dit (article 16 du RGPD).",
            "The inaccurate or incomplete data that you named was corrected wherever the table below says so (Article 16 GDPR).");
        var told = content.Targets.Where(t => t.Outcome == Outcome.Informed).Select(t => E(Terms.OfTarget(t.Name, paper.Language))).ToList();
        if (told.Count > 0)
        {
            paper.Say(
                $"Nous avons signalé la correction aux destinataires suivants (article 19) : {string.Join(", ", told)}.",
                $"We told the following recipients of the correction (Article 19): {string.Join(", ", told)}.");
        }
    }

    public static void Restricted(Paper paper)
    {
        paper.Say(
            "Le traitement de vos données est limité là où le tableau ci-dessous le dit : elles sont conservées, mais ne peuvent plus être utilisées qu'avec votre consentement, pour la constatation, l'exercice ou la défense de droits en justice, pour protéger les droits d'une autre personne ou pour un motif important d'intérêt public (article 18, paragraphe 2, du RGPD).",
            "The processing of your data is restricted wherever the table below says so: it is stored, but may be used only with your consent, for legal claims, to protect the rights of another person or for reasons of important public interest (Article 18(2) GDPR).");
        paper.Say(
            "<strong>Vous serez informé avant que la limitation ne soit levée</strong> (article 18, paragraphe 3).",
            "<strong>You will be told before the restriction is lifted</strong> (Article 18(3)).");
    }

    public static void Objected(Paper paper, LetterContent content)
    {
        if (content.Data.Any(d => IsMarketing(d.Datum)))
        {
            paper.Say(
                "Votre opposition à la prospection est absolue : vos données ne sont plus utilisées à cette fin, profilage compris, depuis que votre demande a été enregistrée. Aucun motif ne vous est demandé (article 21, paragraphes 2 et 3, du RGPD). Nous gardons une empreinte de vos adresses dans une liste d'opposition, à seule fin de ne plus vous solliciter.",
                "Your objection to direct marketing is absolute: your data is no longer used for it, profiling included, since your request was recorded. No reason is asked of you (Article 21(2) and (3) GDPR). We keep a hash of your addresses in a suppression list, only so as not to solicit you again.");
        }

        if (content.Data.Any(d => !IsMarketing(d.Datum) && d.Datum.Outcome != Outcome.None) || content.Data.Count == 0)
        {
            paper.Say(
                "Là où le tableau ci-dessous le dit vérifié, nous ne traitons plus les données que concerne votre opposition, sauf celles qu'il dit conservées pour un motif légitime et impérieux ou pour des droits en justice (article 21, paragraphe 1).",
                "Wherever the table below says that it was checked, we no longer process the data to which you objected, but for what it says is kept on compelling legitimate grounds or for legal claims (Article 21(1)).");
        }
    }

    public static void Reviewed(Paper paper, LetterContent content)
    {
        paper.Say(
            "Une personne, et non une machine, a examiné votre demande et la décision en cause (article 22, paragraphe 3, du RGPD). Vous pouvez exprimer votre point de vue et contester cette décision auprès de nous.",
            "A person, not a machine, examined your request and the decision at issue (Article 22(3) GDPR). You may express your point of view and contest that decision with us.");
        if (!string.IsNullOrWhiteSpace(content.Reason))
        {
            paper.Say($"<strong>Résultat de cet examen</strong> : {E(content.Reason)}", $"<strong>Result of that review</strong>: {E(content.Reason)}");
        }
    }

    private static bool IsMarketing(Datum datum) =>
        datum.Ground is { } ground && (ground.StartsWith("21(2)", StringComparison.Ordinal) || ground.StartsWith("21(3)", StringComparison.Ordinal));
}
