using System.Globalization;
using System.Net;
using Gdpr.BreachNotification.Domain;
using Gdpr.Kernel.Calendars;
using Gdpr.Platform.Mail;

namespace Gdpr.BreachNotification.Features.Reminding;

/// <summary>What a role reads: which file, which step, until when; French and English, nobody affected is named.</summary>
internal static class ReminderMail
{
    public const string Kind = "breach-reminder";

    public static MailMessage Of(Guid id, Breach breach, RunningClock clock, Reminder reminder, string address, DateTimeOffset now)
    {
        var place = Jurisdiction.Of(breach.Country);
        var due = place.LocalTime(clock.DueAt);
        var left = clock.DueAt - now;
        var (fr, en) = clock.Name == Reminder.Authority
            ? ("notification à l'autorité (article 33, paragraphe 1, du RGPD)", "notification to the authority (Article 33(1) GDPR)")
            : ("notification complémentaire (article 33, paragraphe 4, du RGPD)", "complementary notification (Article 33(4) GDPR)");
        return new MailMessage
        {
            Id = id,
            Kind = Kind,
            Reference = breach.Id,
            To = address,
            Subject = $"{breach.Reference} [{reminder.Clock}/{reminder.Step}/{reminder.Role}] {Short(left)}",
            Html = $"""
                <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{breach.Reference}</title></head><body>
                <p><strong>{breach.Reference}</strong> : {E(fr)}. Échéance : {E(Say(due, "fr-FR"))}. {E(Left(left, french: true))}</p>
                <p lang="en"><strong>{breach.Reference}</strong>: {E(en)}. Due: {E(Say(due, "en-GB"))}. {E(Left(left, french: false))}</p>
                </body></html>
                """,
            CreatedAt = now,
            AvailableAt = now,
        };
    }

    private static string Say(DateTimeOffset at, string culture) => at.ToString("dddd d MMMM yyyy HH:mm (zzz)", CultureInfo.GetCultureInfo(culture));

    private static string Short(TimeSpan left) =>
        string.Create(CultureInfo.InvariantCulture, $"{(left < TimeSpan.Zero ? "overdue" : "left")} {Math.Abs((long)left.TotalHours)} h");

    private static string Left(TimeSpan left, bool french)
    {
        var hours = Math.Abs((long)left.TotalHours);
        return (left < TimeSpan.Zero, french) switch
        {
            (true, true) => $"Dépassée de {hours} h : notifiez sans attendre, avec les motifs du retard.",
            (true, false) => $"Overdue by {hours} h: notify at once, with the reasons for the delay.",
            (_, true) => $"Il reste {hours} h, week-ends et jours fériés compris.",
            _ => $"{hours} h are left, weekends and holidays included.",
        };
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
