using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Breaches;

/// <summary>The 72 hours of Art. 33(1) in words, a badge and a colour: never in a colour alone.</summary>
internal static class Countdown
{
    private static readonly TimeSpan Soon = TimeSpan.FromHours(24);

    /// <summary>What is most urgent comes first: running clocks, then those that nobody has started, then what only waits.</summary>
    public static int Rank(string status) => status switch
    {
        "Aware" => 0,
        "Detected" => 1,
        "Notified" => 2,
        "RegisterOnly" => 3,
        "FullyNotified" => 4,
        _ => 5,
    };

    public static string Class(string status, DateTimeOffset? due, DateTimeOffset now) => status switch
    {
        "Aware" when due is { } end => end < now ? "late" : end - now < Soon ? "soon" : "fine",
        "Notified" or "FullyNotified" => "fine",
        _ => string.Empty,
    };

    public static string Badge(Language l, string status, DateTimeOffset? due, DateTimeOffset now) => status switch
    {
        "Detected" => l.Say("délai non commencé", "clock not started"),
        "RegisterOnly" => l.Say("registre seul", "register only"),
        "Notified" => l.Say("notifiée, à compléter", "notified, more to come"),
        "FullyNotified" => l.Say("notifiée", "notified"),
        "Closed" => l.Say("close", "closed"),
        _ => Class(status, due, now) switch
        {
            "late" => l.Say("en retard", "past due"),
            "soon" => l.Say("bientôt due", "due soon"),
            _ => l.Say("dans les temps", "on time"),
        },
    };

    /// <summary>How long until a moment, or since.</summary>
    public static string Words(Language l, DateTimeOffset due, DateTimeOffset now)
    {
        var span = (due - now).Duration();
        var length = $"{(long)span.TotalHours} h {span.Minutes} min";
        return due < now ? l.Say($"dépassé de {length}", $"past by {length}") : l.Say($"encore {length}", $"{length} left");
    }
}
