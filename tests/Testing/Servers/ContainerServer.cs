using DotNet.Testcontainers.Containers;
using Gdpr.Testing.Processes;

namespace Gdpr.Testing.Servers;

/// <summary>A server in a container with a fixed port, so that it comes back where it was.</summary>
internal sealed class ContainerServer(IContainer container) : IServer
{
    public string Output => $"container {container.Name}";

    public Task StartAsync(CancellationToken ct) => container.StartAsync(ct);

    public Task KillAsync() => ChildProcess.RunAsync(
        new ChildCommand("docker", "kill", "--signal", "KILL", container.Id), TimeSpan.FromSeconds(30));

    public ValueTask DisposeAsync() => container.DisposeAsync();
}
