using System.Text;
using Spectre.Console;

namespace Gdpr.Standalone.Demo.Screens;

/// <summary>
/// The end of the story as a picture for the README. What chance and the calendar bring (reference, dates, number of
/// calls) is put to fixed values, computed by the same API, so that drawing it again changes nothing.
/// </summary>
internal sealed class Picture(DemoApi api)
{
    private const int Columns = 118;
    private static readonly DateTimeOffset Received = new(2027, 1, 4, 9, 30, 0, TimeSpan.FromHours(1));

    public async Task WriteAsync(string file, EndedRequest erasure, CancellationToken ct)
    {
        var deadline = await api.PostAsync<Deadline>(
            "api/subject-rights/deadlines/evaluate", new { kind = "dsr", receivedAt = Received, country = "FR" }, null, ct);
        var still = erasure.Request with
        {
            Reference = "R2027-EX4MPLE9",
            ReceivedAt = Received,
            DueAt = deadline!.DueAt,
            ExtendedDueAt = null,
            AnsweredAt = Received.AddHours(1),
            Clock = erasure.Request.Clock with { Steps = deadline.Steps, Late = false },
            Targets = [.. erasure.Request.Targets.Select(t => t with { Attempts = 1 })],
        };
        var drawing = new Rows(
            new Markup("[grey]$[/] dotnet run --project src/Standalone -- --demo"),
            new Text(string.Empty),
            RequestDrawing.Of(still, erasure.Story, Received.AddHours(1)),
            new Text(string.Empty),
            new Markup($"[grey]{string.Join('\n', erasure.Files.Select(f => $"data/demo/erasure/{Path.GetFileName(f)}"))}[/]"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var svg = Svg.Of("The demonstration: an erasure is verified by every participant, and a third party is caught lying", drawing, Columns);
        await File.WriteAllTextAsync(file, svg.ReplaceLineEndings("\n"), new UTF8Encoding(false), ct);
    }

    private sealed record Deadline(DateTimeOffset? DueAt, IReadOnlyList<string> Steps);
}
