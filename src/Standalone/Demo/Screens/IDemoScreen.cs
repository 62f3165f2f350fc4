namespace Gdpr.Standalone.Demo.Screens;

/// <summary>Where the story is told: drawn live in a terminal, line by line elsewhere.</summary>
internal interface IDemoScreen
{
    void Title(string text);

    void Say(string text);

    /// <summary>Something that goes on; a later line takes its place.</summary>
    void Progress(string text);

    /// <summary>Shows a request while <paramref name="walk"/> goes on; its last picture stays.</summary>
    Task<RequestView> WatchAsync(Func<IBoard, Task<RequestView>> walk);
}

internal interface IBoard
{
    void Show(RequestView request, IReadOnlyList<string> story);
}
