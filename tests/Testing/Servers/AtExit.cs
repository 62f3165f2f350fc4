using System.Collections.Concurrent;

namespace Gdpr.Testing.Servers;

/// <summary>Stops what one test process shares when that process ends in good order; when it is killed its children die with it.</summary>
internal static class AtExit
{
    private static readonly ConcurrentBag<IAsyncDisposable> Shared = [];

    static AtExit() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.Run(DisposeAllAsync).Wait(TimeSpan.FromSeconds(15));

    public static void Dispose(IAsyncDisposable server) => Shared.Add(server);

    public static async Task DisposeAllAsync()
    {
        while (Shared.TryTake(out var server))
        {
            await server.DisposeAsync();
        }
    }
}
