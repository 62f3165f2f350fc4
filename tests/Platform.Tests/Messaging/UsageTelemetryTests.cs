using Gdpr.Platform.Tests.Rooms;
using MassTransit;
using MassTransit.UsageTracking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class UsageTelemetryTests
{
    [Fact]
    public async Task The_bus_reports_to_nobody()
    {
        await using var host = await PlayHost.StartAsync(o => o.Asleep = true);

        Assert.True(new UsageTelemetryOptions().Enabled, "on by default: this test would see it");
        Assert.False(host.Services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
        Assert.False(host.Services.GetRequiredService<IUsageTracker>() is UsageTracker { Enabled: true });
    }
}
