namespace Gdpr.Architecture.Tests;

internal static class Violations
{
    /// <summary>Fails with every violation in full.</summary>
    public static void None(IEnumerable<string> found)
    {
        var all = found.ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all));
    }
}
