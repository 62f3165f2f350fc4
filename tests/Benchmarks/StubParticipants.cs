using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Benchmarks;

/// <summary>Twelve participants that speak the protocol over endpoints, inbox and outbox of their own, and hold nothing.</summary>
internal sealed class StubParticipants : IModule
{
    public const int Count = 12;

    public static IReadOnlyList<string> Targets { get; } = [.. Enumerable.Range(1, Count).Select(Target)];

    public string Name => "stubs";

    public static string Target(int number) => $"stubs-{number:00}";

    public void AddServices(IHostApplicationBuilder builder) =>
        builder.AddRoomDatabase<StubsDbContext, StubsDbContext, StubsDbContext, StubsDbContext>(Name);

    public void AddMessaging(RoomBus bus)
    {
        Add<N01>(bus, 1);
        Add<N02>(bus, 2);
        Add<N03>(bus, 3);
        Add<N04>(bus, 4);
        Add<N05>(bus, 5);
        Add<N06>(bus, 6);
        Add<N07>(bus, 7);
        Add<N08>(bus, 8);
        Add<N09>(bus, 9);
        Add<N10>(bus, 10);
        Add<N11>(bus, 11);
        Add<N12>(bus, 12);
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
    }

    private static void Add<TNumber>(RoomBus bus, int number) => bus.AddConsumer<Stub<TNumber>>($"{number:00}-participation");

    // The bus knows consumers by type: twelve endpoints, twelve types.
    private sealed class Stub<TNumber>(StubsDbContext db) : IConsumer<LocateSubject>, IConsumer<CarryOut>, IConsumer<VerifySubject>
    {
        public Task Consume(ConsumeContext<LocateSubject> context) =>
            ReportAsync(context.Message.RequestId, context.Message.Target, ParticipationPhase.Locate, context.Message.Round);

        public Task Consume(ConsumeContext<CarryOut> context) =>
            ReportAsync(context.Message.RequestId, context.Message.Target, ParticipationPhase.Act, context.Message.Round);

        public Task Consume(ConsumeContext<VerifySubject> context) =>
            ReportAsync(context.Message.RequestId, context.Message.Target, ParticipationPhase.Verify, context.Message.Round);

        private Task ReportAsync(Guid request, string target, ParticipationPhase phase, int round)
        {
            db.Send(ParticipationEndpoints.Saga, StubReports.Of(request, target, phase, round));
            return Task.CompletedTask;
        }
    }

    private sealed class N01;

    private sealed class N02;

    private sealed class N03;

    private sealed class N04;

    private sealed class N05;

    private sealed class N06;

    private sealed class N07;

    private sealed class N08;

    private sealed class N09;

    private sealed class N10;

    private sealed class N11;

    private sealed class N12;
}

/// <summary>What a stub says in each phase; the ceiling says the same.</summary>
internal static class StubReports
{
    private static readonly Datum[] Held = [new("stubs.email", 1, Outcome.Erased, null, null), new("stubs.name", 1, Outcome.Erased, null, null)];

    public static ParticipantReported Of(Guid request, string target, ParticipationPhase phase, int round) => new(
        request, target, phase, round, ReportStatus.Done, Assurance.ReadBack, phase == ParticipationPhase.Verify ? [] : Held, null, 0, null);
}

internal sealed class StubsDbContext(DbContextOptions<StubsDbContext> options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "stubs";

    protected override void MapRoom(ModelBuilder model)
    {
    }
}
