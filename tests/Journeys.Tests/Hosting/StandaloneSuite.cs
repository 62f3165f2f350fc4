using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Hosting;

/// <summary>Every room in one process, on SQLite files and the in-memory bus.</summary>
internal sealed class StandaloneSuite : ISuite
{
    private readonly TempFolder _folder;
    private readonly ChildHost _host;

    private StandaloneSuite(TempFolder folder, ChildHost host)
    {
        _folder = folder;
        _host = host;
    }

    public Uri Api => _host.Address;

    public IReadOnlyDictionary<string, ChildHost> Processes => new Dictionary<string, ChildHost> { ["standalone"] = _host };

    public string DataFolder => _folder.Path;

    public string MailFolder => _folder.Combine("mail");

    public string Output => _host.Output;

    public static async Task<StandaloneSuite> StartAsync(IReadOnlyDictionary<string, string?>? settings)
    {
        var folder = new TempFolder();
        var environment = Suites.Common(settings);
        environment["Gdpr__DataFolder"] = folder.Path;
        var host = await ChildHost.StartAsync(new ChildHostOptions(Suites.Dll("Standalone")) { Environment = environment, OutputLines = Suites.LinesOf(settings) });
        return new StandaloneSuite(folder, host);
    }

    /// <summary>Another process on the same data, with settings of its own; the first must have ended.</summary>
    public Task<ChildHost> StartAnotherAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var environment = Suites.Common(settings);
        environment["Gdpr__DataFolder"] = _folder.Path;
        return ChildHost.StartAsync(new ChildHostOptions(Suites.Dll("Standalone")) { Environment = environment });
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
