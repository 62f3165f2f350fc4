using System.Diagnostics;
using Gdpr.Platform.Tests.Rooms;

namespace Gdpr.Platform.Tests.Telemetry;

public sealed class TraceTests
{
    [Fact]
    public async Task What_a_later_step_writes_continues_the_trace_of_the_beginning_and_the_step_is_linked_to_it()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is "later step" or "Gdpr.Messaging",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("later step");
        await using var host = await PlayHost.StartAsync();
        var heard = new TaskCompletionSource<string?>();
        host.Script.On<DoPing>("alpha", (_, _) =>
        {
            heard.TrySetResult(Activity.Current?.TraceId.ToString());
            return Task.CompletedTask;
        });
        const string began = "4bf92f3577b34da6a3ce929d0e0e4736";

        using var step = source.StartActivity("step")!;
        await host.DoAsync(async db =>
        {
            db.ContinueTrace($"00-{began}-00f067aa0ba902b7-01");
            db.Send("alpha-play", new DoPing(Guid.Empty));
            await db.SaveChangesAsync();
        });

        Assert.Equal(began, await heard.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.NotEqual(began, step.TraceId.ToString());
        Assert.Equal(began, Assert.Single(step.Links).Context.TraceId.ToString());
    }
}
