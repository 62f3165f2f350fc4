using Gdpr.Platform.Data;

namespace Gdpr.Platform.Tests.Data;

public sealed class NewIdTests
{
    [Fact]
    public void Keys_of_one_moment_rise_in_the_order_in_which_they_were_made()
    {
        var moment = new DateTimeOffset(2031, 5, 1, 0, 0, 0, TimeSpan.Zero);
        var ids = new NewIds();

        var keys = Enumerable.Range(0, 10_000).Select(_ => ids.Next(moment)).ToList();

        Assert.Equal(keys.Order().ToList(), keys);
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, k => Assert.Equal(7, k.Version));
    }

    [Fact]
    public void A_clock_that_goes_back_a_little_keeps_the_order()
    {
        var moment = new DateTimeOffset(2032, 5, 1, 0, 0, 0, TimeSpan.Zero);
        var ids = new NewIds();

        var first = ids.Next(moment);
        var second = ids.Next(moment.AddMilliseconds(-5));

        Assert.True(second.CompareTo(first) > 0);
    }
}
