using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Domain;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>
/// Access (Art. 15): confirmation, copy, and each point of 15(1)(a) to (h) and 15(2). What nobody has stated is said to
/// have been asked for; nothing is made up.
/// </summary>
internal static class AccessPart
{
    public static void Write(Paper paper, LetterContent content)
    {
        paper.Say("Nous confirmons que nous traitons des données vous concernant.", "We confirm that we process data about you.");
        if (content.Bases is not null)
        {
            paper.Say(
                "La copie de ces données est prête : c'est le paquet de fichiers de votre dossier (article 15, paragraphe 3, du RGPD).",
                "The copy of this data is ready: it is the package of files of your case (Article 15(3) GDPR).");
        }

        Redacted(paper, content);
        Changed(paper, content);
        var areas = FactKeys.AreasOf(content.Request);
        ByArea(paper, content, areas, FactKeys.Purposes, "Finalités (article 15, paragraphe 1, point a)", "Purposes (Article 15(1)(a))");
        Categories(paper, content);
        Recipients(paper, content);
        ByArea(paper, content, areas, FactKeys.Periods, "Durées de conservation (point d)", "Periods of storage (point (d))");
        Rights(paper);
        One(paper, content, FactKeys.Source, "Source des données (point g)", "Source of the data (point (g))");
        One(paper, content, FactKeys.AutomatedDecisions, "Décisions automatisées et profilage (point h)", "Automated decisions and profiling (point (h))");
        One(paper, content, FactKeys.Transfers, "Transferts hors de l'Union et garanties (paragraphe 2)", "Transfers out of the Union and safeguards (paragraph 2)");
    }

    /// <summary>Said where it was done: a copy with gaps must not look whole (Art. 15(4)).</summary>
    public static void Redacted(Paper paper, LetterContent content)
    {
        if (content.Redacted > 0)
        {
            paper.Say(
                $"En {content.Redacted} endroit(s), des données d'autres personnes ont été masquées ([…]) pour ne pas porter atteinte à leurs droits (article 15, paragraphe 4, et article 20, paragraphe 4, du RGPD).",
                $"In {content.Redacted} place(s) data of other people was blanked ([…]) so as not to harm their rights (Articles 15(4) and 20(4) GDPR).");
        }
    }

    /// <summary>The copy shows the state at receipt; where a change came before the service knew of the request, it is said.</summary>
    public static void Changed(Paper paper, LetterContent content)
    {
        var changed = content.Data.Where(d => d.Datum.Ground == ParticipationCase.ChangedAfterReceipt).Select(d => E(Terms.OfClass(d.Datum.DataClass, paper.Language))).Distinct().ToList();
        if (changed.Count > 0)
        {
            paper.Say(
                $"Entre l'arrivée de votre demande et sa prise en compte par le service concerné, ces données ont été modifiées ; la copie les montre après cette modification : {string.Join(", ", changed)}.",
                $"Between the arrival of your request and the moment when the service in charge knew of it, this data was changed; the copy shows it after that change: {string.Join(", ", changed)}.");
        }
    }

    private static void ByArea(
        Paper paper, LetterContent content, IReadOnlyList<string> areas, Func<string, string> key, string french, string english)
    {
        paper.Heading(french, english);
        paper.List(areas.Select(a => $"<strong>{E(Terms.OfTarget(a, paper.Language))}</strong> : {Fact(paper, content, key(a))}"));
    }

    private static void One(Paper paper, LetterContent content, string key, string french, string english)
    {
        paper.Heading(french, english);
        paper.Say(Fact(paper, content, key), Fact(paper, content, key));
    }

    private static void Categories(Paper paper, LetterContent content)
    {
        paper.Heading("Catégories de données (point b) et base juridique", "Categories of data (point (b)) and legal basis");
        paper.Table(
            paper.T("Données traitées", "Data processed"),
            [paper.T("Service", "Service"), paper.T("Données", "Data"), paper.T("Nombre", "Number"), paper.T("Base juridique", "Legal basis")],
            content.Data.Select(d => (IReadOnlyList<string>)[
                E(Terms.OfTarget(d.Target.Name, paper.Language)),
                E(Terms.OfClass(d.Datum.DataClass, paper.Language)),
                d.Datum.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
                content.Bases?.GetValueOrDefault(d.Datum.DataClass) is { } basis ? E(Terms.OfBasis(basis, paper.Language)) : paper.T("non indiquée", "not stated")]));
    }

    // Actual names where they are known (CJEU C-154/21), categories as stated.
    private static void Recipients(Paper paper, LetterContent content)
    {
        paper.Heading("Destinataires (point c)", "Recipients (point (c))");
        var named = content.Targets.Where(t => t.Kind == TargetKinds.Connection && t.Located.Count > 0).Select(t => E(Terms.OfTarget(t.Name, paper.Language)))
            .Concat(content.Request.Recipients.Select(r => E(Terms.OfRecipient(r)))).Distinct().ToList();
        if (named.Count > 0)
        {
            paper.List(named);
        }

        if (named.Count == 0 || content.Facts.Of(FactKeys.Recipients, paper.Language) is not null)
        {
            var stated = Fact(paper, content, FactKeys.Recipients);
            paper.Say(stated, stated);
        }
    }

    private static void Rights(Paper paper)
    {
        paper.Heading("Vos droits (points e et f)", "Your rights (points (e) and (f))");
        paper.Say(
            "Vous pouvez nous demander la rectification ou l'effacement de vos données, la limitation de leur traitement, leur portabilité, ou vous opposer à leur traitement ; vous pouvez retirer à tout moment un consentement donné. Vous pouvez aussi introduire une réclamation auprès de l'autorité de contrôle nommée ci-dessous.",
            "You may ask us to rectify or erase your data, to restrict its processing, to hand it over to you, or object to its processing; you may withdraw a consent at any time. You may also lodge a complaint with the supervisory authority named below.");
    }

    private static string Fact(Paper paper, LetterContent content, string key) =>
        content.Facts.Of(key, paper.Language) is { } stated
            ? E(stated)
            : paper.T(
                "cette information n'est pas encore établie ; nous l'avons demandée au service responsable et vous la communiquerons séparément.",
                "this information is not established yet; we have asked the department in charge for it and will send it to you separately.");
}
