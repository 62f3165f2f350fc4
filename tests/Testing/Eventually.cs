using System.Diagnostics;

namespace Gdpr.Testing;

/// <summary>Waits until something observable holds. The only place in the tests with a delay: it paces the polling and proves nothing.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    // Deadlines are written for a machine that does nothing else; two lanes of tests on two cores are slower.
    private const int Patience = 3;

    /// <summary>Polls until <paramref name="observe"/> is true; an exception counts as "not yet" and is shown if the deadline passes.</summary>
    public static async Task Async(
        Func<Task<bool>> observe, TimeSpan deadline, string what, CancellationToken ct = default) =>
        await Async(async () => await observe() ? what : null, deadline, what, ct);

    /// <summary>Polls until <paramref name="observe"/> gives something, and returns it.</summary>
    public static async Task<T> Async<T>(
        Func<Task<T?>> observe, TimeSpan deadline, string what, CancellationToken ct = default)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        Exception? last = null;
        do
        {
            try
            {
                if (await observe() is { } seen)
                {
                    return seen;
                }

                last = null;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                last = e;
            }

            await Task.Delay(Pace, ct);
        }
        while (Stopwatch.GetElapsedTime(started) < deadline * Patience);

        throw new TimeoutException($"Not within {(deadline * Patience).TotalSeconds:0.#} s: {what}. {last?.Message}".TrimEnd(), last);
    }
}
