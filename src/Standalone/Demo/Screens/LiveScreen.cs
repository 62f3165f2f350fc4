using Spectre.Console;

namespace Gdpr.Standalone.Demo.Screens;

/// <summary>Draws in the terminal while it happens.</summary>
internal sealed class LiveScreen(IAnsiConsole console, TimeProvider clock) : IDemoScreen
{
    private bool _unfinished;

    public void Title(string text)
    {
        EndProgress();
        console.WriteLine();
        console.Write(new Rule($"[bold]{text.EscapeMarkup()}[/]").LeftJustified());
    }

    public void Say(string text)
    {
        EndProgress();
        console.WriteLine(text);
    }

    public void Progress(string text)
    {
        console.Write(new ControlCode($"\r\u001b[2K{text}"));
        _unfinished = true;
    }

    public Task<RequestView> WatchAsync(Func<IBoard, Task<RequestView>> walk) =>
        console.Live(new Text("...")).AutoClear(false).Overflow(VerticalOverflow.Ellipsis).StartAsync(context => walk(new Board(context, clock)));

    private void EndProgress()
    {
        if (_unfinished)
        {
            console.Write(new ControlCode("\r\u001b[2K"));
            _unfinished = false;
        }
    }

    private sealed class Board(LiveDisplayContext context, TimeProvider clock) : IBoard
    {
        public void Show(RequestView request, IReadOnlyList<string> story)
        {
            context.UpdateTarget(RequestDrawing.Of(request, story, clock.GetUtcNow()));
            context.Refresh();
        }
    }
}
