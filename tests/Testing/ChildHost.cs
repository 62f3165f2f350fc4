using System.Diagnostics;
using System.Globalization;
using Gdpr.Testing.Processes;

namespace Gdpr.Testing;

/// <summary>A built or published host as a process of its own, to be driven over HTTP, killed, ended and started again; it dies with the test.</summary>
public sealed class ChildHost : IAsyncDisposable
{
    private readonly ChildHostOptions options;
    private readonly BoundedLog output;
    private ChildProcess process;

    private ChildHost(ChildHostOptions options)
    {
        this.options = options;
        output = new BoundedLog(options.OutputLines);
        Port = options.Port ?? FreePort.Next();
        Address = new Uri($"http://127.0.0.1:{Port}");
        Client = new HttpClient { BaseAddress = Address };
        process = Launch();
    }

    public int Port { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public int ProcessId => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>The last lines of standard output and error, over all starts.</summary>
    public string Output => output.ToString();

    public static async Task<ChildHost> StartAsync(ChildHostOptions options, CancellationToken ct = default)
    {
        var host = new ChildHost(options);
        try
        {
            if (options.WaitUntilReady)
            {
                await host.ReadyAsync(ct);
            }

            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for <c>/health/ready</c> to answer 200; an exit before that fails at once with what the host said.</summary>
    public async Task ReadyAsync(CancellationToken ct = default)
    {
        try
        {
            await Eventually.Async(
                async () => process.HasExited || await AnswersAsync(ct), options.ReadyWithin, "the host is ready", ct);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"{options.Dll} is not ready. {e.Message}\n{Output}", e);
        }

        if (process.HasExited)
        {
            await process.ExitedAsync(options.ReadyWithin);
            throw new InvalidOperationException($"{options.Dll} ended with {process.ExitCode}.\n{Output}");
        }
    }

    /// <summary>SIGKILL: no handler runs.</summary>
    public Task KillAsync() => process.KillAsync();

    /// <summary>SIGTERM; how long the host took to end. One that does not end within the time allowed is killed and the test fails.</summary>
    public async Task<TimeSpan> TerminateAsync(TimeSpan? within = null)
    {
        var allowed = within ?? TimeSpan.FromSeconds(30);
        var asked = Stopwatch.GetTimestamp();
        process.Signal(Native.Terminate);
        if (await process.ExitedAsync(allowed))
        {
            return Stopwatch.GetElapsedTime(asked);
        }

        await process.KillAsync();
        throw new TimeoutException($"{options.Dll} did not end within {allowed.TotalSeconds} s of SIGTERM.\n{Output}");
    }

    /// <summary>Waits for the host to end by itself, as a verb such as <c>migrate</c> does; its exit code.</summary>
    public async Task<int> EndAsync(TimeSpan within) => await process.ExitedAsync(within)
        ? process.ExitCode
        : throw new TimeoutException($"{options.Dll} did not end within {within.TotalSeconds} s.\n{Output}");

    /// <summary>Starts an ended host again on the same port, with the same arguments and environment.</summary>
    public async Task RestartAsync(CancellationToken ct = default)
    {
        await process.DisposeAsync();
        process = Launch();
        if (options.WaitUntilReady)
        {
            await ReadyAsync(ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
    }

    private ChildProcess Launch()
    {
        var environment = new Dictionary<string, string?>(options.Environment)
        {
            ["ASPNETCORE_URLS"] = Address.ToString().TrimEnd('/'),
            ["DOTNET_NOLOGO"] = "1",
        };
        var dotnet = Environment.ProcessPath is { } self && Path.GetFileName(self) == "dotnet" ? self : "dotnet";
        return ChildProcess.Start(
            new ChildCommand(dotnet, [options.Dll, .. options.Arguments])
            {
                Folder = options.Folder ?? Path.GetDirectoryName(options.Dll),
                Environment = environment,
            },
            output);
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        using var answer = await Client.GetAsync(new Uri(options.ReadyPath, UriKind.Relative), limit.Token);
        var said = await answer.Content.ReadAsStringAsync(limit.Token);
        return answer.IsSuccessStatusCode
            ? true
            : throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"{options.ReadyPath} answered {(int)answer.StatusCode} {said}"));
    }
}
