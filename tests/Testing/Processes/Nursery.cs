using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gdpr.Testing.Processes;

/// <summary>
/// Starts every child from one thread that never ends. Linux sends a child its parent-death signal when the
/// *thread* that started it ends: started from the pool, a child would die whenever the pool shrinks.
/// </summary>
internal static class Nursery
{
    private static readonly BlockingCollection<Action> Births = [];

    static Nursery() => new Thread(Attend) { IsBackground = true, Name = "parent of child processes" }.Start();

    public static Process Start(ProcessStartInfo start)
    {
        var born = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Births.Add(() =>
        {
            try
            {
                born.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                born.SetException(e);
            }
        });
        return born.Task.GetAwaiter().GetResult();
    }

    private static void Attend()
    {
        foreach (var birth in Births.GetConsumingEnumerable())
        {
            birth();
        }
    }
}
