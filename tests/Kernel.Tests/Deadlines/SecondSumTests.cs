using System.Globalization;
using Gdpr.Kernel.Deadlines;

namespace Gdpr.Kernel.Tests.Deadlines;

/// <summary>
/// Two hundred and sixty deadlines summed a second time in another language, from the text of the rules and not from this
/// code: ten member states and their regions, leap days, changes of the clock, midnights, pauses, extensions.
/// </summary>
public sealed class SecondSumTests
{
    public static TheoryData<string> Rows => [.. Read()];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Both_sums_agree(string row)
    {
        var cell = row.Split('\t');

        var answer = StatutoryDeadline.Evaluate(new DeadlineQuestion
        {
            Kind = cell[0],
            ReceivedAt = At(cell[1])!.Value,
            Country = cell[2],
            Extended = cell[3] == "true",
            Profile = cell[4].Length == 0 ? null : cell[4],
            PausedFrom = At(cell[5]),
            PausedUntil = At(cell[6]),
            PauseReason = cell[7].Length == 0 ? null : cell[7],
        });

        Assert.Equal(cell[8], Text(answer.DueAt));
        Assert.Equal(cell[9], Text(answer.NoticeDueAt));
    }

    private static IEnumerable<string> Read()
    {
        using var reader = new StreamReader(typeof(SecondSumTests).Assembly.GetManifestResourceStream("second-sum.tsv")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }

    private static DateTimeOffset? At(string cell) => cell.Length == 0 ? null : DateTimeOffset.Parse(cell, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset? at) => at?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) ?? string.Empty;
}
