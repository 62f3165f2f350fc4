namespace Gdpr.Kernel.Deadlines;

internal static partial class Sentences
{
    internal static DeadlineStep? OfKind(string kind) => kind switch
    {
        DeadlineKind.MinorErasure => new(
            "Data collected from a minor are erased as soon as possible; after a month of silence the person may turn to the CNIL, which decides in three weeks (loi 78-17 Art. 51).",
            "Les données collectées auprès d'un mineur sont effacées dans les meilleurs délais ; après un mois de silence la personne peut saisir la CNIL, qui se prononce en trois semaines (loi 78-17 art. 51)."),
        DeadlineKind.DsrRefusal => new(
            "A refusal gives its reasons, the complaint to the authority and the judicial remedy; it cannot be extended (GDPR Art. 12(4)).",
            "Un refus indique ses motifs, la réclamation auprès de l'autorité et le recours juridictionnel ; il ne peut être prolongé (RGPD art. 12(4))."),
        DeadlineKind.DsrExtensionNotice => new(
            "The notice with its reasons must reach the person within the first month (GDPR Art. 12(3)).",
            "L'annonce motivée doit parvenir à la personne dans le premier mois (RGPD art. 12(3))."),
        DeadlineKind.Restriction => new(
            "Restriction is answered in the time of Art. 12(3); when accuracy is contested the lock is put on at receipt (our policy).",
            "La limitation suit le délai de l'art. 12(3) ; si l'exactitude est contestée, le verrou est posé dès la réception (notre politique)."),
        _ => null,
    };

    internal static DeadlineStep Hours(int hours, DateTimeOffset due) => new(
        $"{hours} elapsed hours, weekends and holidays included, never carried over: {En(due)}.",
        $"{hours} heures écoulées, fins de semaine et jours fériés compris, sans report : {Fr(due)}.");

    internal static DeadlineStep Arguable(DateTimeOffset at) => new(
        $"For information: if the hour of the event is not counted, {En(at)} could be argued (Reg. 1182/71 Art. 3(1)); it excuses nothing.",
        $"Pour information : si l'heure de l'événement ne compte pas, le {Fr(at)} serait défendable (règl. 1182/71 art. 3(1)) ; cela n'excuse rien.");

    internal static DeadlineStep NotYetAware() => new(
        "Detection, and what the processor knew, do not start the controller's clock: awareness does (GDPR Art. 33(1) and (2)).",
        "La détection et la connaissance du sous-traitant ne font pas courir le délai du responsable : sa propre connaissance le fait (RGPD art. 33(1) et (2)).");

    internal static DeadlineStep RegisterOnly() => new(
        "A risk is unlikely: nothing to notify, the breach goes into the register with its reasons (GDPR Art. 33(1) and (5)).",
        "Un risque est peu probable : rien à notifier, la violation est inscrite au registre avec ses motifs (RGPD art. 33(1) et (5)).");

    internal static DeadlineStep TellSubjects() => new(
        "If the risk is high the people are told without undue delay; the law sets no number of hours (GDPR Art. 34(1)).",
        "Si le risque est élevé, les personnes sont averties dans les meilleurs délais ; la loi ne fixe pas d'heures (RGPD art. 34(1)).");

    internal static DeadlineStep Late() => new(
        "Notified after the due instant: the reasons for the delay are mandatory (GDPR Art. 33(1)).",
        "Notification après l'échéance : les motifs du retard sont obligatoires (RGPD art. 33(1)).");

    internal static DeadlineStep FirstContact(DateTimeOffset at) => new(
        $"The data are used to contact the person, or disclosed, before the month ends: {En(at)} at the latest (GDPR Art. 14(3)(b) and (c)).",
        $"Les données servent à contacter la personne, ou sont communiquées, avant la fin du mois : au plus tard le {Fr(at)} (RGPD art. 14(3)(b) et (c)).");

    internal static DeadlineStep AuthorityTellsExtension() => new(
        "The authority announces the six further weeks within one month (GDPR Art. 36(2)).",
        "L'autorité annonce les six semaines supplémentaires dans le mois (RGPD art. 36(2)).");

    internal static DeadlineStep AtOnce(string article) => new(
        $"Effective at once (GDPR {article}).", $"Effet immédiat (RGPD {article.Replace("Art.", "art.", StringComparison.Ordinal)}).");

    internal static DeadlineStep PhoneConsent(int days) => new(
        $"A consent to calls lasts one year at most, counted as {days} days at the same local time (Code de la consommation R223-1; a calendar year is arguable).",
        $"Le consentement aux appels vaut un an au plus, compté {days} jours à la même heure locale (code de la consommation R223-1 ; l'année calendaire est défendable).");

    internal static DeadlineStep PhoneProof(int years) => new(
        $"The dated proof is kept for {years} calendar years (Code de la consommation R223-1).",
        $"La preuve datée est conservée {years} années calendaires (code de la consommation R223-1).");

    internal static DeadlineStep PhoneRefusal(int days) => new(
        $"No call before {days} full days have passed since the day of the refusal (Code de la consommation D223-9).",
        $"Pas d'appel avant {days} jours francs après le jour du refus (code de la consommation D223-9).");
}
