using System.Globalization;

namespace Gdpr.Standalone.Demo.Screens;

/// <summary>Codes of the API as the terminal shows them.</summary>
internal static class Wording
{
    public static string Phase(TargetView t) => t switch
    {
        { Status: "needsHuman" } => $"{t.Phase}: needs a person",
        { Phase: "done" } => "done",
        { Status: "done" } => $"{t.Phase} done",
        _ => $"{t.Phase} {t.Status}",
    };

    public static string Outcome(TargetView t) => t switch
    {
        { Code: "STILL_THERE" } => "STILL THERE",
        { Outcome: "none" } => "-",
        { Outcome: "nothingFound" } => "nothing found",
        _ => t.Outcome,
    };

    public static string Check(TargetView t) => !t.Verified ? "not verified" : t.Assurance switch
    {
        "readBack" => "verified: read back",
        "polled" => "verified: polled",
        _ => "verified: its word",
    };

    public static IEnumerable<string> Kept(RequestView request) =>
        from target in request.Targets
        from datum in target.Data
        where datum.Outcome == "kept"
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Name}: {datum.DataClass} ({datum.Count}), {datum.Ground}, {Until(target, datum)}");

    // What others keep, they erase: only for our own rooms can we say so.
    private static string Until(TargetView target, DatumView datum) => datum.Until is not { } day ? "no end date"
        : string.Create(CultureInfo.InvariantCulture, $"until {day:yyyy-MM-dd}{(target.Kind == "room" ? ", then erased by itself" : string.Empty)}");

    public static string Due(RequestView request, DateTimeOffset now)
    {
        if ((request.ExtendedDueAt ?? request.DueAt) is not { } due)
        {
            return "no due date";
        }

        var days = (int)Math.Floor((due - now).TotalDays);
        var left = request.AnsweredAt is null ? $"{days} days left" : request.Clock.Late ? "answered late" : $"answered with {days} days to spare";
        return string.Create(CultureInfo.InvariantCulture, $"received {request.ReceivedAt:yyyy-MM-dd}, due {due:yyyy-MM-dd HH:mm zzz}, {left}");
    }
}
