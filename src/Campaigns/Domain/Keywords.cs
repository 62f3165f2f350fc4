namespace Gdpr.Campaigns.Domain;

internal enum Keyword
{
    None,
    Stop,
    Start,
}

/// <summary>What a person may answer to a text message; the first word counts, however it is written.</summary>
internal static class Keywords
{
    private static readonly string[] Stops = ["STOP", "STOPALL", "ARRET", "ARRÊT", "UNSUBSCRIBE", "END", "QUIT", "CANCEL", "DESABO", "DÉSABO"];
    private static readonly string[] Starts = ["START", "UNSTOP", "REPRENDRE"];

    public static Keyword Of(string? text)
    {
        var first = (text ?? string.Empty).Split([' ', '.', ',', '!', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return Stops.Contains(first, StringComparer.OrdinalIgnoreCase) ? Keyword.Stop
            : Starts.Contains(first, StringComparer.OrdinalIgnoreCase) ? Keyword.Start
            : Keyword.None;
    }
}
