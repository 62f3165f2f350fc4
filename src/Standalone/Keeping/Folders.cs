using Gdpr.Kernel;

namespace Gdpr.Standalone.Keeping;

/// <summary>The options of a verb: <c>--name value</c> and <c>--flag</c>; what is not ours is left to configuration.</summary>
internal sealed record Folders(IReadOnlyDictionary<string, string> Named, IReadOnlySet<string> Flags, string[] Rest)
{
    private static readonly string[] Paths = ["--to", "--ledger-to", "--keys-to", "--from", "--ledger-from", "--keys-from"];

    public static Folders Read(string[] args)
    {
        var (named, flags, rest) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (Paths.Contains(args[i]))
            {
                named[args[i]] = i + 1 < args.Length ? Path.GetFullPath(args[++i]) : throw new RuleViolation(KeepingErrors.Usage);
            }
            else if (args[i] == "--replace")
            {
                flags.Add(args[i]);
            }
            else
            {
                rest.Add(args[i]);
            }
        }

        return new Folders(named, flags, [.. rest]);
    }

    public string? Of(string name) => Named.GetValueOrDefault(name);

    public string Demand(string name) => Of(name) ?? throw new RuleViolation(KeepingErrors.Usage);

    /// <summary>None of them is, or lies in, another.</summary>
    public static bool AreApart(params IReadOnlyList<string?> folders)
    {
        var named = folders.OfType<string>().ToList();
        return named.TrueForAll(a => named.Count(b => LiesIn(b, a)) == 1);
    }

    public static bool LiesIn(string inner, string outer) =>
        (Path.TrimEndingDirectorySeparator(inner) + Path.DirectorySeparatorChar)
            .StartsWith(Path.TrimEndingDirectorySeparator(outer) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>A folder that only its owner enters.</summary>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
