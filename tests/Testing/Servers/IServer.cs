namespace Gdpr.Testing.Servers;

/// <summary>A server of ours, a process or a container, that can be killed and started again on the same data and port.</summary>
internal interface IServer : IAsyncDisposable
{
    Task StartAsync(CancellationToken ct);

    Task KillAsync();

    /// <summary>What the server wrote last, for the message of a test that fails.</summary>
    string Output { get; }
}
