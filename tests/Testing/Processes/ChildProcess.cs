using System.Diagnostics;

namespace Gdpr.Testing.Processes;

/// <summary>A process of ours: heard, stopped by its number, and never left behind.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly Task heard;
    private bool disposed;

    private ChildProcess(Process process, BoundedLog output)
    {
        this.process = process;
        Output = output;
        heard = Task.WhenAll(HearAsync(process.StandardOutput), HearAsync(process.StandardError));
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    public BoundedLog Output { get; }

    public static ChildProcess Start(ChildCommand command, BoundedLog? output = null)
    {
        var process = Nursery.Start(command.ToStartInfo());
        if (!command.KeepInputOpen)
        {
            process.StandardInput.Close();
        }

        return new ChildProcess(process, output ?? new BoundedLog());
    }

    /// <summary>Runs a command to its end; its output, or an exception that carries it.</summary>
    public static async Task<string> RunAsync(ChildCommand command, TimeSpan deadline)
    {
        await using var child = Start(command);
        if (!await child.ExitedAsync(deadline) || child.ExitCode != 0)
        {
            var end = child.HasExited ? $"ended with {child.ExitCode}" : "did not end";
            throw new InvalidOperationException($"{command.File} {end}: {child.Output}");
        }

        return child.Output.ToString();
    }

    /// <summary>Whether the process ended within <paramref name="deadline"/>.</summary>
    public async Task<bool> ExitedAsync(TimeSpan deadline)
    {
        using var limit = new CancellationTokenSource(deadline);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            await HeardOutAsync();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Signal(int signal)
    {
        if (!process.HasExited)
        {
            _ = Native.Signal(process.Id, signal);
        }
    }

    /// <summary>Ends the process at once (SIGKILL) and waits until its descendants are gone too.</summary>
    public async Task KillAsync()
    {
        var family = ProcessFamily.Of(process.Id);
        Signal(Native.Kill);
        await process.WaitForExitAsync();
        await family.GoneAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        if (!process.HasExited)
        {
            await KillAsync();
        }

        disposed = true;
        process.Dispose();
    }

    /// <summary>Its last words may arrive after its end; a descendant that holds its output open is not waited for.</summary>
    private async Task HeardOutAsync()
    {
        try
        {
            await heard.WaitAsync(TimeSpan.FromSeconds(2));
        }
        catch (TimeoutException)
        {
        }
    }

    private async Task HearAsync(StreamReader stream)
    {
        try
        {
            while (await stream.ReadLineAsync() is { } line)
            {
                Output.Add(line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process is gone; what was heard stays.
        }
    }
}
