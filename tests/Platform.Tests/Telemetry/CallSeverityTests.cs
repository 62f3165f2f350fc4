using Gdpr.Platform.Tests.Rooms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Telemetry;

namespace Gdpr.Platform.Tests.Telemetry;

public sealed class CallSeverityTests
{
    /// <summary>A room that asks another before it listens asks again, quietly; only an open circuit is an error by itself.</summary>
    [Theory]
    [InlineData("ExecutionAttempt", ResilienceEventSeverity.Warning)]
    [InlineData("OnTimeout", ResilienceEventSeverity.Warning)]
    [InlineData("OnCircuitOpened", ResilienceEventSeverity.Error)]
    public async Task A_call_that_is_tried_again_is_no_error(string name, ResilienceEventSeverity severity)
    {
        await using var host = await PlayHost.StartAsync(o => o.Asleep = true);
        var context = ResilienceContextPool.Shared.Get(TestContext.Current.CancellationToken);

        var provider = host.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value.SeverityProvider!;

        Assert.Equal(severity, provider(new SeverityProviderArguments(
            new ResilienceTelemetrySource("rooms", null, null), new ResilienceEvent(ResilienceEventSeverity.Error, name), context)));
        ResilienceContextPool.Shared.Return(context);
    }
}
