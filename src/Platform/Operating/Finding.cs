namespace Gdpr.Platform.Operating;

/// <summary>What the doctor saw, and what to do about it.</summary>
public sealed record Finding(FindingLevel Level, string Code, string Advice)
{
    public static Finding Good(string code, string what) => new(FindingLevel.Good, code, what);

    public static Finding Doubtful(string code, string advice) => new(FindingLevel.Doubtful, code, advice);

    public static Finding Bad(string code, string advice) => new(FindingLevel.Bad, code, advice);

    public override string ToString() => $"{Word,-4} {Code}: {Advice}";

    /// <summary>Says all of them and what they come to; 0 when nothing has to be mended.</summary>
    public static int Report(IReadOnlyCollection<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Console.WriteLine(finding);
        }

        var (bad, doubtful) = (findings.Count(f => f.Level == FindingLevel.Bad), findings.Count(f => f.Level == FindingLevel.Doubtful));
        Console.WriteLine(bad == 0 ? $"DOCTOR_OK with {doubtful} warnings" : $"DOCTOR_FAILED {bad} things to mend, {doubtful} warnings");
        return bad == 0 ? 0 : 1;
    }

    private string Word => Level switch
    {
        FindingLevel.Good => "ok",
        FindingLevel.Doubtful => "warn",
        _ => "FAIL",
    };
}

public enum FindingLevel
{
    Good,

    /// <summary>The host runs, and something will be missed some day.</summary>
    Doubtful,

    /// <summary>The host does not run, or does not do its work.</summary>
    Bad,
}
