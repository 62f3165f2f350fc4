using System.Globalization;
using Gdpr.Kernel.Calendars;

namespace Gdpr.Kernel.Deadlines;

/// <summary>The reasoning in words, English and French.</summary>
internal static partial class Sentences
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    internal static DeadlineStep ReceivedOn(DateOnly day, Jurisdiction place) => new(
        $"The clock starts on {En(day)}, local date of {place.Code} ({place.TimeZone.Id}).",
        $"Le délai court à partir du {Fr(day)}, date locale de {place.Code} ({place.TimeZone.Id}).");

    internal static DeadlineStep Months(int months, DateOnly end, bool clamped) => clamped
        ? new($"The first day is not counted; {months} month(s) later that date does not exist, so the last day of the month counts: {En(end)} (Reg. 1182/71 Art. 3).",
            $"Le premier jour ne compte pas ; {months} mois plus tard ce quantième n'existe pas, le dernier jour du mois compte : {Fr(end)} (règl. 1182/71 art. 3).")
        : new($"The first day is not counted; {months} month(s) end on the same date number: {En(end)} (Reg. 1182/71 Art. 3).",
            $"Le premier jour ne compte pas ; {months} mois s'achèvent au même quantième : {Fr(end)} (règl. 1182/71 art. 3).");

    internal static DeadlineStep Weeks(int weeks, DateOnly end) => new(
        $"{weeks} weeks end on the same weekday: {En(end)} (GDPR Art. 36(2)).",
        $"{weeks} semaines s'achèvent le même jour de la semaine : {Fr(end)} (RGPD art. 36(2)).");

    internal static DeadlineStep Carried(DateOnly nominal, Holiday? holiday, DateOnly day) => new(
        $"{En(nominal)} is {holiday?.En ?? "in a weekend"}: carried to the next working day, {En(day)} (Reg. 1182/71 Art. 3(4)).",
        $"Le {Fr(nominal)} est {(holiday is null ? "en fin de semaine" : $"férié ({holiday.Fr})")} : report au jour ouvrable suivant, le {Fr(day)} (règl. 1182/71 art. 3(4)).");

    internal static DeadlineStep DisputedHoliday(Jurisdiction place) => new(
        $"Disputable: a holiday that is regional or not accepted by all decides the date ({place.Source}); the profile \"conservative\" ignores regional holidays.",
        $"Discutable : un jour férié régional ou contesté décide de la date ({place.Source}) ; le profil « conservative » ignore les jours fériés régionaux.");

    internal static DeadlineStep Unverified(Jurisdiction place) => new(
        $"Unverified calendar: nobody has yet compared our list of public holidays of {place.Code} with the Official Journal ({place.Source}).",
        $"Calendrier non vérifié : personne n'a encore comparé notre liste des jours fériés de {place.Code} avec le Journal officiel ({place.Source}).");

    internal static DeadlineStep Due(DateTimeOffset at) => new($"Due at the latest on {En(at)}.", $"Échéance au plus tard le {Fr(at)}.");

    internal static DeadlineStep ExtensionNotice(DateTimeOffset at) => new(
        $"The extension and its reasons must be told by {En(at)} (GDPR Art. 12(3)).",
        $"La prolongation et ses motifs doivent être annoncés au plus tard le {Fr(at)} (RGPD art. 12(3)).");

    internal static DeadlineStep PauseWithoutGround() => new(
        "Neither an identity doubt nor a clarification was asked for: nothing else suspends the clock.",
        "Ni doute sur l'identité ni demande de précision : rien d'autre ne suspend le délai.");

    internal static DeadlineStep PauseTooLate(DateOnly asked, int limit) => new(
        $"Asked only on {En(asked)}, more than {limit} days after receipt: not without undue delay, no suspension (our policy, disputable).",
        $"Demandé seulement le {Fr(asked)}, plus de {limit} jours après la réception : tardif, pas de suspension (notre politique, discutable).");

    internal static DeadlineStep PauseOpen(DateOnly asked) => new(
        $"Suspended since {En(asked)} until enough is received: no due date meanwhile (GDPR Art. 12(6), recital 63; disputable).",
        $"Suspendu depuis le {Fr(asked)} jusqu'à réception d'éléments suffisants : pas d'échéance d'ici là (RGPD art. 12(6), cons. 63 ; discutable).");

    internal static DeadlineStep PauseClosed(DateOnly from, DateOnly until, int days) => new(
        $"Suspended from {En(from)} to {En(until)}: {days} day(s) are added before any carrying over (our arithmetic, disputable).",
        $"Suspendu du {Fr(from)} au {Fr(until)} : {days} jour(s) ajouté(s) avant tout report (notre calcul, discutable).");

    private static string En(DateOnly day) => day.ToString("dddd d MMMM yyyy", English);

    private static string Fr(DateOnly day) => day.ToString(day.Day == 1 ? "dddd '1er' MMMM yyyy" : "dddd d MMMM yyyy", French);

    private static string En(DateTimeOffset at) => $"{En(DateOnly.FromDateTime(at.DateTime))}, {at.ToString("HH:mm:ss (zzz)", English)}";

    private static string Fr(DateTimeOffset at) => $"{Fr(DateOnly.FromDateTime(at.DateTime))}, {at.ToString("HH:mm:ss (zzz)", French)}";
}
