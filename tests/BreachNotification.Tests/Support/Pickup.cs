using System.Text.RegularExpressions;

namespace Gdpr.BreachNotification.Tests.Support;

/// <summary>Reads the pickup folder: one file is one mail that left.</summary>
internal static partial class Pickup
{
    /// <summary>The mails of the files with this reference, in the words <c>clock/step/role</c>.</summary>
    public static IReadOnlyList<string> Steps(string folder, Func<string, bool> reference) =>
        [.. (Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [])
            .Select(f => Line().Match(File.ReadAllText(f)))
            .Where(m => reference(m.Groups[1].Value))
            .Select(m => m.Groups[2].Value)
            .Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^Subject: (B\d{4}-\w+)\s+\[([a-z]+/[a-z0-9-]+/[A-Za-z]+)\]", RegexOptions.Multiline)]
    private static partial Regex Line();
}
