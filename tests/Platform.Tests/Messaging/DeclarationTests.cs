using System.Globalization;
using Gdpr.Kernel;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Tests.Messaging;

public sealed class DeclarationTests
{
    [Fact]
    public async Task An_event_published_before_its_reader_ever_ran_waits_for_it()
    {
        var broker = await (await Require.RabbitMqAsync()).NewVirtualHostAsync();
        await using (var migrate = await StartAsync(broker, declareOnly: true, PlayHost.Alpha, PlayHost.Beta))
        {
            await BrokerDeclaration.DeclareAsync(migrate.Services, TestContext.Current.CancellationToken);
        }

        await using (var alpha = await StartAsync(broker, declareOnly: false, PlayHost.Alpha))
        {
            await alpha.PublishAsync(new Pinged(Guid.Empty));
            await alpha.OutboxEmptyAsync();
        }

        await using var beta = await StartAsync(broker, declareOnly: false, PlayHost.Beta);
        await PlayHost.UntilAsync(() => beta.Script.CallsOf<Pinged>("beta") == 1, "beta hears of it when it first runs");
    }

    [Fact]
    public async Task Whoever_declares_takes_nothing()
    {
        var broker = await (await Require.RabbitMqAsync()).NewVirtualHostAsync();
        await using (var alpha = await StartAsync(broker, declareOnly: false, PlayHost.Alpha))
        {
            await alpha.BusReadyAsync();
            await using var beta = await StartAsync(broker, declareOnly: false, PlayHost.Beta);
            await beta.BusReadyAsync();
            await beta.StopAsync();
            await alpha.PublishAsync(new Pinged(Guid.Empty));
            await alpha.OutboxEmptyAsync();
        }

        await using (var migrate = await StartAsync(broker, declareOnly: true, PlayHost.Alpha, PlayHost.Beta))
        {
            await BrokerDeclaration.DeclareAsync(migrate.Services, TestContext.Current.CancellationToken);
            Assert.Empty(migrate.Script.Calls);
        }

        await using var next = await StartAsync(broker, declareOnly: false, PlayHost.Beta);
        await PlayHost.UntilAsync(() => next.Script.CallsOf<Pinged>("beta") == 1, "the message was left where it was");
    }

    [Fact]
    public async Task A_broker_that_never_answers_ends_the_step_with_a_code()
    {
        await using var host = await PlayHost.StartAsync(o =>
        {
            o.Asleep = true;
            o.Settings["Gdpr:Bus"] = "rabbitmq";
            o.Settings["Gdpr:Migrate:WaitSeconds"] = "2";
            o.Settings["ConnectionStrings:messaging"] = string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{FreePort.Next()}");
            o.Adjust = b => b.Services.AddSingleton<DeclareOnly>();
        });

        var refused = await Assert.ThrowsAsync<RuleViolation>(() => BrokerDeclaration.DeclareAsync(host.Services, TestContext.Current.CancellationToken));

        Assert.Equal("BROKER_OUT_OF_REACH", refused.Error.Code);
    }

    private static Task<PlayHost> StartAsync(string broker, bool declareOnly, params List<Gdpr.Platform.Modules.IModule> modules) => PlayHost.StartAsync(o =>
    {
        o.Modules = modules;
        o.Asleep = declareOnly;
        o.Settings["Gdpr:Bus"] = "rabbitmq";
        o.Settings["ConnectionStrings:messaging"] = broker;
        if (declareOnly)
        {
            o.Adjust = b => b.Services.AddSingleton<DeclareOnly>();
        }
    });
}
