using Gdpr.Standalone.Demo.Screens;

namespace Gdpr.Standalone.Demo;

/// <summary>Plays the demonstration beside the running host, as a caller from outside would.</summary>
internal sealed class DemoRun(
    IServiceProvider services, DemoOptions options, DemoResult result, IDemoScreen screen, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            await using var scope = services.CreateAsyncScope();
            var asExpected = await scope.ServiceProvider.GetRequiredService<DemoStory>().PlayAsync(stoppingToken);
            result.ExitCode = asExpected || !options.Exit ? 0 : 2;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            result.ExitCode = options.Exit ? 3 : 0;
            screen.Say("Stopped. Start it again with --demo: it goes on from here.");
            return;
        }
        catch (DemoFailed failed)
        {
            result.ExitCode = 2;
            screen.Say($"The demonstration cannot go on: {failed.Message}");
        }

        if (options.Exit)
        {
            lifetime.StopApplication();
        }
    }

    private async Task StartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }
}

/// <summary>The story met something it has no answer to; its message is a code, never data.</summary>
internal sealed class DemoFailed(string message) : Exception(message);
