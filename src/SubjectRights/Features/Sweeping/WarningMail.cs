using System.Globalization;
using Gdpr.Kernel.Calendars;
using Gdpr.Platform.Mail;
using Gdpr.SubjectRights.Domain;
using static Gdpr.SubjectRights.Features.Answering.Mails;

namespace Gdpr.SubjectRights.Features.Sweeping;

/// <summary>What the DPO reads: which request, which right, until when, who has not finished; nobody is named in it.</summary>
internal static class WarningMail
{
    public const string Kind = "deadline-warning";

    public static MailMessage Of(Guid id, SubjectRequest request, string level, DateTimeOffset due, string address, DateTimeOffset now)
    {
        var local = Jurisdiction.Of(request.Country).LocalTime(due);
        return new MailMessage
        {
            Id = id,
            Kind = Kind,
            Reference = request.CorrelationId,
            To = address,
            Subject = $"{request.Reference} [{level}] {RightIn(request.Right, "fr")} / {RightIn(request.Right, "en")}",
            Html = $"""
                <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{E(request.Reference)}</title></head><body>
                <p><strong>{E(request.Reference)}</strong> : {E(RightIn(request.Right, "fr"))}. {E(Said(level, french: true))} Échéance : {E(Say(local, "fr-FR"))}. {E(Missing(request, french: true))}</p>
                <p lang="en"><strong>{E(request.Reference)}</strong>: {E(RightIn(request.Right, "en"))}. {E(Said(level, french: false))} Due: {E(Say(local, "en-GB"))}. {E(Missing(request, french: false))}</p>
                </body></html>
                """,
            CreatedAt = now,
            AvailableAt = now,
        };
    }

    private static string Said(string level, bool french) => (level, french) switch
    {
        (WarningLevels.Overdue, true) => "Le délai est dépassé : répondez sans attendre, avec les motifs du retard.",
        (WarningLevels.Overdue, false) => "The time is over: answer at once, with the reasons for the delay.",
        (_, true) => $"{level} % du délai sont écoulés.",
        _ => $"{level} % of the time has gone.",
    };

    private static string Missing(SubjectRequest request, bool french)
    {
        var names = request.MissingTargets();
        return (names.Count, french) switch
        {
            (0, true) => $"État : {request.CurrentState}.",
            (0, false) => $"State: {request.CurrentState}.",
            (_, true) => $"État : {request.CurrentState}. Manquent : {string.Join(", ", names)}.",
            _ => $"State: {request.CurrentState}. Missing: {string.Join(", ", names)}.",
        };
    }

    private static string Say(DateTimeOffset at, string culture) => at.ToString("dddd d MMMM yyyy HH:mm (zzz)", CultureInfo.GetCultureInfo(culture));
}
