namespace Gdpr.Standalone.Demo.Screens;

/// <summary>For logs and pipes: one line for everything that changed.</summary>
internal sealed class PlainScreen(TextWriter output, TimeProvider clock) : IDemoScreen
{
    public void Title(string text) => output.WriteLine($"{Environment.NewLine}== {text}");

    public void Say(string text) => output.WriteLine(text);

    public void Progress(string text)
    {
    }

    public async Task<RequestView> WatchAsync(Func<IBoard, Task<RequestView>> walk)
    {
        var request = await walk(new Lines(output));
        foreach (var line in Wording.Kept(request))
        {
            output.WriteLine($"  kept: {line}");
        }

        output.WriteLine($"  clock: {Wording.Due(request, clock.GetUtcNow())}");
        foreach (var step in request.Clock.Steps)
        {
            output.WriteLine($"    {step}");
        }

        return request;
    }

    private sealed class Lines(TextWriter output) : IBoard
    {
        private readonly Dictionary<string, string> _said = [];
        private int _told;

        public void Show(RequestView request, IReadOnlyList<string> story)
        {
            Change("request", $"{request.Reference} {request.Status}");
            foreach (var target in request.Targets)
            {
                Change(target.Name, $"  {target.Name}: {Wording.Phase(target)}, {Wording.Outcome(target)}, {Wording.Check(target)}");
            }

            for (; _told < story.Count; _told++)
            {
                output.WriteLine($"  * {story[_told]}");
            }
        }

        private void Change(string about, string line)
        {
            if (_said.GetValueOrDefault(about) != line)
            {
                _said[about] = line;
                output.WriteLine(line);
            }
        }
    }
}
