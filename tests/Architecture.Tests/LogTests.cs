using System.Text.RegularExpressions;

namespace Gdpr.Architecture.Tests;

/// <summary>Logs carry ids and codes: no words of or about a person, no texts of exceptions.</summary>
public sealed partial class LogTests
{
    // Words of a log that are text; each is a code or the name of a thing of ours.
    private static readonly Dictionary<string, string> CodedWords = new(StringComparer.Ordinal)
    {
        ["error"] = "name of an exception's type",
        ["reason"] = "code of a rule, or name of an exception's type",
        ["context"] = "name of a database context",
        ["room"] = "name of a room",
        ["messageType"] = "name of a message's record",
        ["endpoint"] = "name of a queue",
        ["code"] = "UPPER_SNAKE",
        ["target"] = "name of a room or connection:<key>",
    };

    [Fact]
    public void Every_log_line_says_ids_and_codes_only()
    {
        var lines = Repository.HandWritten.SelectMany(f => Logged(File.ReadAllText(f)).Select(l => (File: Repository.Relative(f), Line: l))).ToList();

        Assert.True(lines.Count > 20);
        Violations.None(lines.SelectMany(l => Refused(l.Line).Select(r => $"{l.File} logs {r}")));
    }

    [Fact]
    public void Nothing_is_logged_in_another_way() =>
        Violations.None(Repository.HandWritten.Where(f => Direct().IsMatch(File.ReadAllText(f))).Select(f => $"{Repository.Relative(f)} logs without LoggerMessage"));

    [Theory]
    [InlineData("[LoggerMessage(1, LogLevel.Error, \"To {Email}\")]\n        public static partial void A(ILogger logger, string email);", "string email")]
    [InlineData("[LoggerMessage(1, LogLevel.Error, \"Broke\")]\n        public static partial void A(ILogger logger, Exception e);", "Exception e")]
    [InlineData("[LoggerMessage(1, LogLevel.Error, \"{Id} {Error}\")]\n        public static partial void A(ILogger logger, Guid id, string error);", null)]
    public void A_planted_line_is_reported(string line, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], Logged(line).SelectMany(Refused));

    private static IEnumerable<string> Logged(string code) => Line().Matches(code).Select(m => m.Groups[1].Value);

    private static IEnumerable<string> Refused(string parameters) =>
        parameters.Split(", ", StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Where(p => p.Split(' ') is [var type, var name] && (type is "object" or "Exception" || (type.StartsWith("string", StringComparison.Ordinal) && !CodedWords.ContainsKey(name))));

    [GeneratedRegex(@"\[LoggerMessage\([^\n]*\]\s+public static partial void \w+\(([^)]*)\)")]
    private static partial Regex Line();

    [GeneratedRegex(@"\b_?log(ger)?\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(")]
    private static partial Regex Direct();
}
