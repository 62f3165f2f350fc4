using Gdpr.Kernel;

namespace Gdpr.Standalone.Keeping;

/// <summary>What a verb was told: <c>--name folder</c> and <c>--flag</c>; the rest is left to configuration.</summary>
internal sealed record Options(IReadOnlyDictionary<string, string> Named, IReadOnlySet<string> Flags, string[] Rest)
{
    private static readonly string[] Paths = ["--to", "--ledger-to", "--keys-to", "--from", "--ledger-from", "--keys-from"];
    private static readonly string[] Permissions = ["--replace", "--ledger-lost"];

    public static Options Read(string[] args)
    {
        var (named, flags, rest) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            if (Paths.Contains(args[i]))
            {
                named[args[i]] = i + 1 < args.Length ? Path.GetFullPath(args[++i]) : throw new RuleViolation(KeepingErrors.Usage);
            }
            else if (Permissions.Contains(args[i]))
            {
                flags.Add(args[i]);
            }
            else
            {
                rest.Add(args[i]);
            }
        }

        return new Options(named, flags, [.. rest]);
    }

    public string? Of(string name) => Named.GetValueOrDefault(name);

    public string Demand(string name) => Of(name) ?? throw new RuleViolation(KeepingErrors.Usage);
}
