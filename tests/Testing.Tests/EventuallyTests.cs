namespace Gdpr.Testing.Tests;

public sealed class EventuallyTests
{
    [Fact]
    public async Task It_returns_what_was_seen_at_last()
    {
        var looks = 0;

        var seen = await Eventually.Async(
            () => Task.FromResult(++looks < 3 ? null : "there"), TimeSpan.FromSeconds(5), "something is there");

        Assert.Equal("there", seen);
        Assert.Equal(3, looks);
    }

    [Fact]
    public async Task It_names_what_did_not_happen_and_the_last_error()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Eventually.Async(
            Task<bool> () => throw new InvalidOperationException("not listening"),
            TimeSpan.FromMilliseconds(100),
            "the door opens"));

        Assert.Contains("the door opens", failure.Message);
        Assert.Contains("not listening", failure.Message);
    }
}
