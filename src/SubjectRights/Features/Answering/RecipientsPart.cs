using Gdpr.SubjectRights.Domain;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>Names those to whom the data was disclosed and who are told what became of it (Art. 19).</summary>
internal static class RecipientsPart
{
    public static void Write(Paper paper, LetterContent content)
    {
        if (content.Told.Count > 0)
        {
            var names = string.Join(", ", content.Told.Select(r => E(Terms.OfRecipient(r))));
            paper.Say(
                $"Vos données avaient aussi été communiquées aux destinataires suivants, que nous en informons (article 19 du RGPD) : {names}.",
                $"Your data had also been disclosed to the following recipients, whom we are informing (Article 19 GDPR): {names}.");
        }
    }
}

/// <summary>In what capacity somebody who asks for another is answered.</summary>
internal static class CapacityPart
{
    public static void Write(Paper paper, LetterContent content)
    {
        switch (content.Request.Capacity)
        {
            case RequesterCapacity.Representative:
                paper.Say(
                    "Vous agissez au nom de la personne concernée, en vertu du mandat dont vous avez justifié.",
                    "You act in the name of the data subject, under the mandate that you have shown.");
                break;
            case RequesterCapacity.Parent:
                paper.Say(
                    "Vous agissez pour la personne mineure concernée, en qualité de titulaire de l'autorité parentale.",
                    "You act for the minor concerned, as holder of parental responsibility.");
                break;
            case RequesterCapacity.Heir:
                paper.Say(
                    "Vous agissez en qualité d'héritier de la personne décédée, dans la mesure que prévoit l'article 85 de la loi n° 78-17 du 6 janvier 1978.",
                    "You act as heir of the deceased person, as far as Article 85 of the French law 78-17 of 6 January 1978 provides.");
                break;
            default:
                break;
        }
    }
}
