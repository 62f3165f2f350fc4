using Gdpr.Kernel.Law;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>A refusal names its ground and its reasons (Art. 12(4)).</summary>
internal static class RefusalPart
{
    public static void Write(Paper paper, LetterContent content)
    {
        paper.Say("Nous ne donnons pas suite à votre demande.", "We do not act on your request.");
        var ground = E(Terms.OfRefusal(content.Request.Code, paper.Language));
        paper.Say($"<strong>Motif</strong> : {ground}.", $"<strong>Ground</strong>: {ground}.");
        if (!string.IsNullOrWhiteSpace(content.Reason))
        {
            paper.Say($"<strong>Raisons</strong> : {E(content.Reason)}", $"<strong>Reasons</strong>: {E(content.Reason)}");
        }
    }
}

/// <summary>How to complain and to go to court; every letter says it, a refusal of a part must (Art. 12(4)).</summary>
internal static class RemediesPart
{
    public static void Write(Paper paper, LetterContent content)
    {
        paper.Heading("Vos voies de recours", "Your remedies");
        paper.Say(
            "Pour toute question, écrivez-nous ou à notre délégué à la protection des données en rappelant la référence de cette lettre.",
            "For any question, write to us or to our data protection officer and quote the reference of this letter.");
        paper.Say(Remedies(content.Request.Country, "fr"), Remedies(content.Request.Country, "en"));
    }

    public static string Remedies(string country, string language)
    {
        var authority = Authority.Of(country);
        var name = authority is null ? null : string.Join(", ", new[] { authority.Name, authority.Address, authority.Web }.OfType<string>());
        return language == "fr"
            ? $"Vous pouvez introduire une réclamation auprès de l'autorité de contrôle ({E(name ?? "celle de votre résidence, de votre lieu de travail ou du lieu de la violation")} ; article 77 du RGPD) et former un recours juridictionnel devant le tribunal compétent (article 79)."
            : $"You may lodge a complaint with the supervisory authority ({E(name ?? "that of your residence, place of work or place of the infringement")}; Article 77 GDPR) and go to the competent court (Article 79).";
    }
}
