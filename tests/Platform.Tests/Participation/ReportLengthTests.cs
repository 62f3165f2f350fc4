using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;

namespace Gdpr.Platform.Tests.Participation;

public sealed class ReportLengthTests
{
    [Fact]
    public void A_report_of_200_stays_as_it_is()
    {
        var data = Kept(200).ToList();

        Assert.Equal(data, ReportLength.Within(data, "sales"));
    }

    [Fact]
    public void What_does_not_fit_is_summed_by_outcome_and_nothing_found_is_lost()
    {
        List<Datum> data = [.. Kept(250), new("sales.orders", 7, Outcome.None, null, null), .. Enumerable.Range(0, 10).Select(i => new Datum($"sales.c{i}", 2, Outcome.Erased, null, null))];

        var cut = ReportLength.Within(data, "sales");

        Assert.InRange(cut.Length, 1, ReportLength.Most);
        Assert.Equal(data.Sum(d => d.Count), cut.Sum(d => d.Count));
        Assert.Contains(new Datum("sales.orders", 7, Outcome.None, null, null), cut);
        Assert.Equal(
            [new Datum("sales.more", 54, Outcome.Kept, "17(3)(b):INVOICE", new DateOnly(2027, 1, 1).AddDays(249)), new Datum("sales.more", 20, Outcome.Erased, null, null)],
            cut.Where(d => d.DataClass == "sales.more"));
    }

    private static IEnumerable<Datum> Kept(int count) =>
        Enumerable.Range(0, count).Select(i => new Datum("sales.invoices", 1, Outcome.Kept, "17(3)(b):INVOICE", new DateOnly(2027, 1, 1).AddDays(i)));
}
