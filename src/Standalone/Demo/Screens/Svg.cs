using System.Globalization;
using System.Net;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gdpr.Standalone.Demo.Screens;

/// <summary>Writes what Spectre would draw as an SVG of text: sharp at any size, readable by a screen reader, no font of its own.</summary>
internal static class Svg
{
    private const double CellWidth = 8.4;
    private const double LineHeight = 18;
    private const double Margin = 16;

    public static string Of(string title, IRenderable drawing, int columns)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.TrueColor, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(TextWriter.Null),
        });
        console.Profile.Width = columns;
        console.Profile.Capabilities.Unicode = true;
        var lines = Segment.SplitLines(drawing.Render(RenderOptions.Create(console, console.Profile.Capabilities), columns));
        var (width, height) = ((columns * CellWidth) + (2 * Margin), (lines.Count * LineHeight) + (2 * Margin));
        var svg = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0} {height:0}" role="img" aria-label="{WebUtility.HtmlEncode(title)}">
            <rect width="100%" height="100%" rx="8" fill="#1b1f24"/>
            <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#d7dce2" xml:space="preserve">

            """));
        foreach (var (number, line) in lines.Index())
        {
            Line(svg, line, Margin + ((number + 0.8) * LineHeight));
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, SegmentLine line, double y)
    {
        var column = 0;
        foreach (var segment in line)
        {
            var cells = segment.CellCount();
            if (!string.IsNullOrWhiteSpace(segment.Text))
            {
                var (x, length) = (Margin + (column * CellWidth), cells * CellWidth);
                svg.Append(string.Create(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" textLength=\"{length:0.#}\"{Look(segment.Style)}>"))
                    .Append(WebUtility.HtmlEncode(segment.Text)).Append("</text>\n");
            }

            column += cells;
        }
    }

    private static string Look(Style style)
    {
        var colour = style.Foreground == Color.Default ? string.Empty : $" fill=\"{Bright(style.Foreground)}\"";
        return style.Decoration.HasFlag(Decoration.Bold) ? colour + " font-weight=\"bold\"" : colour;
    }

    // The terminal's sixteen names are too dark to read on a dark page.
    private static string Bright(Color colour) => colour switch
    {
        _ when colour == Color.Green => "#5ddb7a",
        _ when colour == Color.Red => "#ff8178",
        _ when colour == Color.Blue => "#79b8ff",
        _ when colour == Color.Yellow => "#f2cc60",
        _ when colour == Color.Grey => "#9aa4ae",
        _ => $"#{colour.ToHex()}",
    };
}
