using Gdpr.Messages.Participation;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>What stays, on which ground and until when; for an erasure also what backups hold, and what proves it.</summary>
internal static class KeptPart
{
    public static void Write(Paper paper, LetterContent content)
    {
        if (content.Kept.Count == 0 || content.Request.Right is Kernel.RightRequested.Access or Kernel.RightRequested.Portability)
        {
            return;
        }

        var today = DateOnly.FromDateTime(content.Local(content.Now).DateTime);
        paper.Heading("Ce qui est conservé, et pourquoi", "What is kept, and why");
        paper.Table(
            paper.T("Données conservées", "Data kept"),
            [paper.T("Service", "Service"), paper.T("Données", "Data"), paper.T("Motif", "Ground"), paper.T("Jusqu'à", "Until")],
            content.Kept.Select(k => (IReadOnlyList<string>)[
                E(Terms.OfTarget(k.Target.Name, paper.Language)),
                $"{E(Terms.OfClass(k.Datum.DataClass, paper.Language))} ({k.Datum.Count})",
                E(Terms.OfGround(k.Datum.Ground, paper.Language, today)),
                Until(paper, k.Datum)]));
        if (content.Request.Right == Kernel.RightRequested.Erasure)
        {
            paper.Say(
                "Pour ces données, nous ne donnons donc pas suite à votre demande d'effacement : elles sont conservées pour ce seul motif, jusqu'à la date indiquée. Vos voies de recours figurent ci-dessous.",
                "For this data we therefore do not act on your request for erasure: it is kept on that ground alone, until the date shown. Your remedies are stated below.");
        }
    }

    private static string Until(Paper paper, Datum datum) =>
        datum.Until is { } day ? Day(day, paper.Language) : paper.T("sans date fixée", "no date set");
}

/// <summary>Erasure (Art. 17): what no copy can be said to have lost yet, and what stays to make the erasure last.</summary>
internal static class ErasurePart
{
    public static void Write(Paper paper, LetterContent content)
    {
        if (content.Request.Scope is not null)
        {
            paper.Say("Votre demande portait sur ces seules données :", "Your request was about this data only:");
            paper.List(content.Request.DataClasses.Select(c => E(Terms.OfClass(c, paper.Language))));
        }

        paper.Say(
            "Le tableau ci-dessous dit, service par service, ce qui a été effacé et sur quoi repose cette affirmation : notre propre recherche après coup, la confirmation du prestataire ou son contrat.",
            "The table below says, service by service, what was erased and what that statement rests on: our own search afterwards, the vendor's confirmation, or the vendor's contract.");
    }

    public static void Remains(Paper paper, LetterContent content)
    {
        paper.Heading("Ce qui reste ailleurs", "What remains elsewhere");
        if (content.Settings.BackupRetentionDays is { } days)
        {
            var until = content.Local(content.Now.AddDays(days));
            paper.Say(
                $"Nos sauvegardes peuvent encore contenir ces données jusqu'au {Day(until, "fr")} ; après toute restauration, l'effacement est refait avant la remise en service.",
                $"Our backups may still hold this data until {Day(until, "en")}; after any restore the erasure is done again before service resumes.");
        }

        if (content.Request is { CameBackAt: null, Scope: null })
        {
            paper.Say(
                $"{content.Settings.CheckAgainDays} jours après cette réponse, nous vérifierons une seconde fois que rien n'est revenu.",
                $"{content.Settings.CheckAgainDays} days after this answer we will check a second time that nothing has come back.");
        }

        if (content.Request.Scope is not null)
        {
            paper.Say(
                "Pour prouver et faire durer cet effacement, notre registre d'effacement garde la nature des données effacées et votre numéro interne, sans vos identifiants.",
                "To prove this erasure and make it last, our erasure ledger keeps what kind of data was erased and your internal number, without your identifiers.");
            return;
        }

        paper.Say(
            "Pour prouver et faire durer l'effacement, nous gardons une empreinte chiffrée de vos identifiants (registre d'effacement, liste d'opposition) : elle reste une donnée pseudonyme.",
            "To prove the erasure and make it last, we keep a keyed hash of your identifiers (erasure ledger, suppression list): it remains pseudonymous data.");
    }
}

/// <summary>Portability (Art. 20).</summary>
internal static class PortabilityPart
{
    public static void Write(Paper paper, LetterContent content)
    {
        Say(paper, content);
        AccessPart.Redacted(paper, content);
        AccessPart.Changed(paper, content);
    }

    private static void Say(Paper paper, LetterContent content)
    {
        if (content.Bases is null)
        {
            paper.Say(
                "Le paquet de vos données n'est pas encore prêt ; nous y travaillons et vous écrirons de nouveau.",
                "The package of your data is not ready yet; we are working on it and will write to you again.");
            return;
        }

        paper.Say(
            "Vos données sont prêtes : le paquet contient des fichiers structurés et lisibles par machine (JSON, CSV, vCard) que vous pouvez remettre à un autre responsable. Il contient ce que vous avez fourni, ou que nous avons observé, en vertu de votre consentement ou d'un contrat (article 20 du RGPD).",
            "Your data is ready: the package holds structured, machine-readable files (JSON, CSV, vCard) that you may hand to another controller. It holds what you provided, or what we observed, under your consent or a contract (Article 20 GDPR).");
    }
}
