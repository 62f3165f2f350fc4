using Gdpr.Identity.Tests;

[assembly: AssemblyFixture(typeof(SharedHost))]

namespace Gdpr.Identity.Tests;

/// <summary>One host for the tests that leave nothing behind for others.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    internal IdentityHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await IdentityHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
