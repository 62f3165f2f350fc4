using Gdpr.Testing.Servers;

namespace Gdpr.Testing;

/// <summary>
/// As an assembly fixture it stops the run's servers after the last test. Left to the end of the process, a server with
/// many databases takes longer to clear away than xunit waits, which then calls the run broken.
/// </summary>
public sealed class SharedServers : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await AtExit.DisposeAllAsync();
}
