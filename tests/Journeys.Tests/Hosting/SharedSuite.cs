using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Journeys.Tests.Telemetry;
using Gdpr.Testing;

[assembly: AssemblyFixture(typeof(SharedSuite))]

namespace Gdpr.Journeys.Tests.Hosting;

/// <summary>
/// One distributed suite for the journeys that neither end its processes for good, nor connect a third party, nor need
/// settings of their own: nine processes take a while to start.
/// </summary>
public sealed class SharedSuite : IAsyncDisposable
{
    private static readonly Lazy<Task<DistributedSuite>> One = new(StartAsync);
    private static OtlpReceiver? _telemetry;

    /// <summary>Receives what the shared suite exports.</summary>
    internal static OtlpReceiver Telemetry => _telemetry ?? throw new InvalidOperationException("The shared suite has not been started.");

    internal static Task<DistributedSuite> DistributedAsync() => One.Value;

    public async ValueTask DisposeAsync()
    {
        if (One.IsValueCreated)
        {
            await (await One.Value).DisposeAsync();
            await Telemetry.DisposeAsync();
        }
    }

    private static async Task<DistributedSuite> StartAsync()
    {
        _telemetry = await OtlpReceiver.StartAsync();
        return await DistributedSuite.StartAsync(_telemetry.Settings);
    }
}

/// <summary>A suite that others go on using.</summary>
internal sealed class BorrowedSuite(ISuite suite) : ISuite
{
    public Uri Api => suite.Api;

    public IReadOnlyDictionary<string, ChildHost> Processes => suite.Processes;

    public string MailFolder => suite.MailFolder;

    public string Output => suite.Output;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
