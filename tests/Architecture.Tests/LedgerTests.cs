using System.Reflection;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Architecture.Tests;

/// <summary>No room that holds people by their SubjectIds serves before it has compared itself with the erasure ledger.</summary>
public sealed class LedgerTests
{
    /// <summary>Staff accounts have no SubjectId, and without tokens nobody could read the ledger.</summary>
    private const string WithoutSubjectIds = "Identity";

    [Fact]
    public async Task Every_participant_replays_the_ledger_at_its_start_and_may_read_it()
    {
        await using var suite = SuiteHost.OfEveryRoom();
        var participating = Room.All.Select(r => r.Modules[0]).Where(m => Participates(m.GetType().Assembly)).ToList();
        var expected = participating.Where(m => m.GetType().Assembly.GetName().Name != $"Gdpr.{WithoutSubjectIds}").Select(m => m.Name).Order().ToList();

        var replaying = suite.Services.GetServices<IHostedService>().Select(s => s.GetType()).Where(t => t.Name == "LedgerReplay`2")
            .Select(t => participating.Single(m => m.GetType().Assembly == t.GenericTypeArguments[0].Assembly).Name);
        var reading = suite.Endpoints.Single(e => e.RoutePattern.RawText == "/internal/subject-rights/ledger").Metadata.GetMetadata<InternalCallers>();

        Assert.NotEmpty(expected);
        Assert.Equal(expected, replaying.Order());
        Assert.Equal(expected, reading!.Rooms.Order());
    }

    /// <summary>Its sweeps are its own matter: it owns the ledger.</summary>
    private const string Owner = "SubjectRights";

    [Fact]
    public async Task Background_work_of_a_room_with_people_waits_for_the_ledger()
    {
        await using var suite = SuiteHost.OfEveryRoom();
        var rooms = Room.All.Select(r => r.Assembly).Where(a => Participates(a) && a.GetName().Name is not ($"Gdpr.{WithoutSubjectIds}" or $"Gdpr.{Owner}")).ToList();

        var working = suite.Services.GetServices<IHostedService>().Select(s => s.GetType()).Where(t => t.IsAssignableTo(typeof(BackgroundService)) && rooms.Contains(t.Assembly)).ToList();
        var hurrying = working.Where(t => !t.GetConstructors().Single().GetParameters().Any(p => p.ParameterType.Name == typeof(SchemaReady<>).Name));

        Assert.NotEmpty(working);
        Assert.Empty(hurrying);
    }

    private static bool Participates(Assembly room) => room.GetTypes().Any(t => !t.IsAbstract && t.IsAssignableTo(typeof(IParticipant)));
}
