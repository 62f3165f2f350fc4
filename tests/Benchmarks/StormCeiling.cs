using System.Collections.Concurrent;
using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Messaging;
using MassTransit;

namespace Gdpr.Benchmarks;

/// <summary>The same messages in the same order over the same bus, with a dictionary for a saga and nothing written down.</summary>
internal sealed class StormCeiling
{
    private const string Saga = "ceiling-saga";
    private readonly ConcurrentDictionary<Guid, int> _reports = new();
    private readonly IBusControl _bus;
    private int _phases;
    private int _roads;

    private StormCeiling(Servers servers) => _bus = Create(servers);

    /// <summary>Requests a second: through one phase, and through the whole road.</summary>
    public static async Task<(double Phase, double Road)> MeasureAsync(Servers servers, int warm, int requests, CancellationToken ct)
    {
        var ceiling = new StormCeiling(servers);
        await ceiling._bus.StartAsync(ct);
        try
        {
            await ceiling.RunAsync(warm, ct);
            var times = await ceiling.RunAsync(requests, ct);
            return (requests / times.Phase.TotalSeconds, requests / times.Road.TotalSeconds);
        }
        finally
        {
            await ceiling._bus.StopAsync(CancellationToken.None);
        }
    }

    private async Task<StormTimes> RunAsync(int requests, CancellationToken ct)
    {
        (_phases, _roads) = (0, 0);
        var ids = Enumerable.Range(0, requests).Select(_ => Guid.CreateVersion7()).ToList();
        var phase = await Timing.OfAsync(async () =>
        {
            await SendAsync(ids, Storm.OpenedFor, ct);
            await UntilAsync(() => Volatile.Read(ref _phases) == requests, ct);
        });
        var rest = await Timing.OfAsync(async () =>
        {
            await SendAsync(ids, id => new RequestApproved(id, "benchmark", []), ct);
            await UntilAsync(() => Volatile.Read(ref _roads) == requests, ct);
        });
        return new StormTimes(phase, phase + rest);
    }

    private async Task SendAsync<T>(IReadOnlyList<Guid> ids, Func<Guid, T> message, CancellationToken ct)
        where T : class
    {
        var saga = await _bus.GetSendEndpoint(new Uri($"exchange:{Saga}"));
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (id, token) => await saga.Send(message(id), token));
    }

    private static async Task UntilAsync(Func<bool> done, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!done())
        {
            await timer.WaitForNextTickAsync(ct);
        }
    }

    private IBusControl Create(Servers servers)
    {
        if (servers.Broker is null)
        {
            return Bus.Factory.CreateUsingInMemory(cfg =>
            {
                cfg.ConfigureJsonSerializerOptions(MessageJson.Extend);
                Endpoints((name, configure) => cfg.ReceiveEndpoint(name, configure));
            });
        }

        return Bus.Factory.CreateUsingRabbitMq(cfg =>
        {
            cfg.Host(new Uri(servers.Broker));
            cfg.ConfigureJsonSerializerOptions(MessageJson.Extend);
            Endpoints((name, configure) => cfg.ReceiveEndpoint(name, e =>
            {
                e.SetQuorumQueue();
                configure(e);
            }));
        });
    }

    private void Endpoints(Action<string, Action<IReceiveEndpointConfigurator>> add)
    {
        foreach (var target in StubParticipants.Targets)
        {
            add($"ceiling-{target}", e =>
            {
                Limits(e);
                e.Handler<LocateSubject>(c => AnswerAsync(c, c.Message.RequestId, target, ParticipationPhase.Locate));
                e.Handler<CarryOut>(c => AnswerAsync(c, c.Message.RequestId, target, ParticipationPhase.Act));
                e.Handler<VerifySubject>(c => AnswerAsync(c, c.Message.RequestId, target, ParticipationPhase.Verify));
            });
        }

        add(Saga, e =>
        {
            Limits(e);
            e.Handler<CaseFileOpened>(c => AskAsync(c, t => new LocateSubject(c.Message.RequestId, t, RightRequested.Erasure, 1, c.Message.SubjectId)));
            e.Handler<ParticipantReported>(TakeAsync);
            e.Handler<RequestApproved>(c => ToSagaAsync(c, new RecordErasure(c.Message.RequestId, [SubjectId.New(TimeProvider.System)])));
            e.Handler<RecordErasure>(c => ToSagaAsync(c, new ErasureRecorded(c.Message.RequestId, 1)));
            e.Handler<ErasureRecorded>(c => AskAsync(c, t => new CarryOut(
                c.Message.RequestId, t, RightRequested.Erasure, 2, SubjectId.New(TimeProvider.System), 1, StubReports.Of(default, t, ParticipationPhase.Act, 2).Data)));
            e.Handler<PrepareAnswer>(c => ToSagaAsync(c, new AnswerPrepared(c.Message.RequestId, 1)));
            e.Handler<AnswerPrepared>(c => ToSagaAsync(c, new SubjectRequestClosed(c.Message.RequestId)));
            e.Handler<SubjectRequestClosed>(_ =>
            {
                Interlocked.Increment(ref _roads);
                return Task.CompletedTask;
            });
        });
    }

    private static void Limits(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.PrefetchCount = 64;
        endpoint.ConcurrentMessageLimit = 32;
        endpoint.ConfigureConsumeTopology = false;
    }

    private static async Task ToSagaAsync<T>(ConsumeContext context, T message)
        where T : class
    {
        var saga = await context.GetSendEndpoint(new Uri($"exchange:{Saga}"));
        await saga.Send(message);
    }

    private static Task AnswerAsync(ConsumeContext context, Guid request, string target, ParticipationPhase phase) =>
        ToSagaAsync(context, StubReports.Of(request, target, phase, 1));

    private static async Task AskAsync<T>(ConsumeContext context, Func<string, T> command)
        where T : class
    {
        foreach (var target in StubParticipants.Targets)
        {
            var endpoint = await context.GetSendEndpoint(new Uri($"exchange:ceiling-{target}"));
            await endpoint.Send(command(target));
        }
    }

    private async Task TakeAsync(ConsumeContext<ParticipantReported> context)
    {
        var report = context.Message;
        var taken = _reports.AddOrUpdate(report.RequestId, 1, (_, n) => n + 1);
        if (taken == StubParticipants.Count)
        {
            Interlocked.Increment(ref _phases);
        }
        else if (taken == 2 * StubParticipants.Count)
        {
            await AskAsync(context, t => new VerifySubject(report.RequestId, t, RightRequested.Erasure, 3, null));
        }
        else if (taken == 3 * StubParticipants.Count)
        {
            await ToSagaAsync(context, new PrepareAnswer(report.RequestId, 1));
        }
    }
}
