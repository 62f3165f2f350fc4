namespace Gdpr.Testing.Servers;

/// <summary>Stops what one test process shares when that process ends in good order; when it is killed its children die with it.</summary>
internal static class AtExit
{
    public static void Dispose(IAsyncDisposable server) =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            Task.Run(async () => await server.DisposeAsync()).Wait(TimeSpan.FromSeconds(15));
}
