using System.Diagnostics;

namespace Gdpr.Testing.Processes;

/// <summary>What to start, as whom and with which environment; the child dies with this process.</summary>
internal sealed record ChildCommand(string File, params IReadOnlyList<string> Arguments)
{
    private static readonly string? SetPriv = Executable.OnPath("setpriv");

    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public bool EmptyEnvironment { get; init; }

    public string? Folder { get; init; }

    /// <summary>Whether standard input stays open until this process ends, for a child that waits for that.</summary>
    public bool KeepInputOpen { get; init; }

    public UnixUser? User { get; init; }

    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo(SetPriv ?? File)
        {
            WorkingDirectory = Folder ?? string.Empty,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (IEnumerable<string>)[.. Wrapping(), .. Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        SetEnvironment(start);
        return start;
    }

    private IEnumerable<string> Wrapping() => (SetPriv, User) switch
    {
        (null, _) => [],
        (_, null) => ["--pdeathsig", "KILL", "--", File],
        (_, { } user) =>
        [
            "--reuid", user.Name, "--regid", $"{user.Group}", "--init-groups", "--pdeathsig", "KILL", "--", File,
        ],
    };

    private void SetEnvironment(ProcessStartInfo start)
    {
        if (EmptyEnvironment)
        {
            var path = start.Environment["PATH"];
            start.Environment.Clear();
            start.Environment["PATH"] = path;
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }
    }
}
