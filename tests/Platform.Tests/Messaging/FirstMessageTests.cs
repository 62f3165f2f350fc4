using System.Collections.Concurrent;
using Gdpr.Platform.Http;
using Gdpr.Platform.Tests.Rooms;
using Gdpr.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Tests.Messaging;

/// <summary>What waited for a host to start is handled at the first attempt, even where it asks this very process over loopback.</summary>
public sealed class FirstMessageTests
{
    [Fact]
    public async Task The_first_message_finds_the_server_listening()
    {
        using var folder = new TempFolder();
        await using (var first = await PlayHost.StartAsync(o => (o.DataFolder, o.Asleep) = (folder.Path, true)))
        {
            await first.PublishAsync(new Pinged(Guid.Empty));
        }

        var script = new Script();
        var listens = new ConcurrentQueue<bool>();
        RoomAddresses? addresses = null;
        script.On<Pinged>("alpha", (db, context) =>
        {
            listens.Enqueue(addresses!.Of("alpha").Port != 0);
            db.AddEffect(nameof(Pinged), context.Message.Id);
            return Task.CompletedTask;
        });
        await using var next = await PlayHost.StartAsync(o =>
        {
            (o.DataFolder, o.Script) = (folder.Path, script);
            o.Built = services => addresses = services.GetRequiredService<RoomAddresses>();
            o.Adjust = b => b.Services.AddSingleton<IStartupFilter>(new SlowServer(() => script.CallsOf<Pinged>("alpha") > 0));
        });
        await PlayHost.UntilAsync(async () => await next.AlphaEffectsAsync(nameof(Pinged)) == 1, "the message is handled");

        Assert.Equal([true], listens);
    }

    // A server that takes its time: whoever is quicker is heard before it listens.
    private sealed class SlowServer(Func<bool> heard) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next)
        {
            SpinWait.SpinUntil(heard, TimeSpan.FromSeconds(2));
            return next;
        }
    }
}
