using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gdpr.Standalone.Demo.Screens;

/// <summary>Draws one request: who takes part and how far, the clock with its reasoning, what is kept and why, what happened.</summary>
internal static class RequestDrawing
{
    public static IRenderable Of(RequestView request, IReadOnlyList<string> story, DateTimeOffset now)
    {
        var parts = new List<IRenderable>
        {
            new Markup($"[bold]{request.Reference.EscapeMarkup()}[/]  {request.Right}  {Status(request.Status)}"),
            Targets(request),
            new Panel(Clock(request, now)).Header("clock").Expand().BorderColor(Color.Grey),
        };
        if (Wording.Kept(request).ToList() is { Count: > 0 } kept)
        {
            parts.Add(new Panel(string.Join('\n', kept.Select(k => k.EscapeMarkup()))).Header("kept, and why").Expand().BorderColor(Color.Yellow));
        }

        if (story.Count > 0)
        {
            parts.Add(new Markup(string.Join('\n', story.Select(Line))));
        }

        return new Rows(parts);
    }

    private static Table Targets(RequestView request)
    {
        var table = new Table().Expand().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumns("participant", "phase", "outcome", "check", "calls");
        foreach (var t in request.Targets)
        {
            table.AddRow(
                new Markup(t.Name.EscapeMarkup()),
                new Markup(Colour(Wording.Phase(t), t.Status == "needsHuman" ? "red" : t.Phase == "done" ? "green" : "blue")),
                new Markup(Colour(Wording.Outcome(t), t.Code == "STILL_THERE" ? "red bold" : "default")),
                new Markup(Colour(Wording.Check(t), t.Verified ? "green" : "grey")),
                new Markup($"{t.Attempts}"));
        }

        return table;
    }

    private static string Clock(RequestView request, DateTimeOffset now) =>
        string.Join('\n', request.Clock.Steps.Select(s => $"[grey]{s.EscapeMarkup()}[/]").Prepend(Wording.Due(request, now).EscapeMarkup()));

    private static string Status(string status) => status switch
    {
        "Completed" => "[green bold]Completed[/]",
        "PartiallyCompleted" or "Refused" => $"[yellow bold]{status}[/]",
        _ => $"[blue]{status}[/]",
    };

    private static string Line(string text) => text.Contains("said \"erased\"", StringComparison.Ordinal) || text.Contains("needs a person", StringComparison.Ordinal)
        ? $"[red]! {text.EscapeMarkup()}[/]"
        : $"  {text.EscapeMarkup()}";

    private static string Colour(string text, string colour) => $"[{colour}]{text.EscapeMarkup()}[/]";
}
