namespace Gdpr.Standalone.Demo;

/// <summary>What <c>--demo</c> may be asked: end when the story ends, and draw its end into a file.</summary>
internal sealed record DemoOptions(bool Exit, string? Record)
{
    /// <summary>Takes the demo's own switches out of the arguments; null without <c>--demo</c>.</summary>
    public static (DemoOptions? Demo, string[] HostArgs) Read(string[] args)
    {
        var rest = new List<string>();
        var (demo, exit, record) = (false, false, (string?)null);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--demo":
                    demo = true;
                    break;
                case "--exit":
                    exit = true;
                    break;
                case "--record" when i + 1 < args.Length:
                    record = Path.GetFullPath(args[++i]);
                    break;
                default:
                    rest.Add(args[i]);
                    break;
            }
        }

        return demo ? (new DemoOptions(exit, record), [.. rest]) : (null, args);
    }
}

/// <summary>How the demonstration ended, for the exit code of the process.</summary>
internal sealed class DemoResult
{
    public int ExitCode { get; set; }
}
