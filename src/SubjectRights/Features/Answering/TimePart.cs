using Gdpr.SubjectRights.Features.Reading;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>What is to be said about time: an answer that comes late says so, and one that was opened again says why.</summary>
internal static class TimePart
{
    public static void Write(Paper paper, LetterContent content)
    {
        var request = content.Request;
        if (content.IsLate && ReadRequest.Local(request, request.ExtendedDueAt ?? request.DueAt) is { } due)
        {
            var reason = string.IsNullOrWhiteSpace(content.DelayReason) ? string.Empty : paper.T(" Motif du retard : ", " Reason for the delay: ") + E(content.DelayReason);
            paper.Say(
                $"Cette réponse aurait dû vous parvenir au plus tard le {Day(due, "fr")} ; nous vous prions de nous excuser de ce retard.{reason}",
                $"You should have had this answer by {Day(due, "en")}; we apologise for the delay.{reason}");
        }

        if (request.CameBackAt is { } found)
        {
            var where = string.Join(", ", request.Targets.Where(t => t.FoundAgain > 0 || !t.Verified).Select(t => E(Terms.OfTarget(t.Name, paper.Language))));
            var (fr, en) = (Day(content.Local(found), "fr"), Day(content.Local(found), "en"));
            paper.Say(
                $"Lors de notre seconde vérification, le {fr}, des données que nous vous avions dites effacées étaient revenues ({where}). Voici où en est leur effacement.",
                $"At our second check, on {en}, data that we had told you was erased had come back ({where}). This is where their erasure stands.");
        }
    }
}
