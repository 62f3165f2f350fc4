using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Requests;

/// <summary>How much of the legal time is left, in a word, a number of days and a colour: never in a colour alone.</summary>
internal static class TimeLeft
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    public static string Class(DateTimeOffset? due, DateTimeOffset now) =>
        due is not { } end ? string.Empty : end < now ? "late" : end - now < Soon ? "soon" : "fine";

    public static string Words(Language l, DateTimeOffset? due, DateTimeOffset now)
    {
        if (due is not { } end)
        {
            return l.Say("délai suspendu", "clock paused");
        }

        var days = (int)Math.Floor(Math.Abs((end - now).TotalDays));
        return Class(due, now) switch
        {
            "late" => l.Say($"en retard de {days} j", $"past due by {days} d"),
            "soon" => l.Say($"bientôt due : {days} j", $"due soon: {days} d"),
            _ => l.Say($"dans les temps : {days} j", $"on time: {days} d"),
        };
    }
}
