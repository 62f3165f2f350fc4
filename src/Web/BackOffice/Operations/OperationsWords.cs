using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice.Operations;

/// <summary>Ages and outcomes in words.</summary>
internal static class OperationsWords
{
    public static string Room(Language l, string room)
    {
        var name = room == "connectors" ? l.Say("prestataires reliés", "connected service providers") : CaseWords.Target(l, room, "room");
        return char.ToUpper(name[0], l.Culture) + name[1..];
    }

    public static string Age(Language l, DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalDays: >= 1 } age => l.Say($"il y a {(int)age.TotalDays} j", $"{(int)age.TotalDays} d ago"),
        { TotalHours: >= 1 } age => l.Say($"il y a {(int)age.TotalHours} h", $"{(int)age.TotalHours} h ago"),
        var age => l.Say($"il y a {Math.Max(0, (int)age.TotalMinutes)} min", $"{Math.Max(0, (int)age.TotalMinutes)} min ago"),
    };

    public static string Wrong(Language l, string code) => code switch
    {
        "DEAD_MESSAGE_NOT_FOUND" => l.Say("Ce message n'attend plus ici : il a déjà été rejoué.", "This message waits here no longer: it was replayed already."),
        _ => l.Say($"Pas accepté ({code}).", $"Not accepted ({code})."),
    };
}
