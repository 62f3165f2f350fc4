using System.Reflection;
using Gdpr.Platform.Modules;
using Gdpr.Providers.Tests.SqlServer;

namespace Gdpr.Providers.Tests;

/// <summary>What gauges ask a room's database, on each provider.</summary>
public sealed class FigureTests
{
    public static TheoryData<string, DatabaseKind> Rooms => QueryTests.Rooms;

    public static TheoryData<string> RoomNames => QueryTests.RoomNames;

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task Every_figure_is_read_from_an_empty_database(string name, DatabaseKind kind)
    {
        var room = Assembly.Load(name);
        await using var doors = await Doors.MigratedAsync(room, kind);

        var figures = await doors.FiguresAsync(room, kind);

        Assert.Contains(figures, f => f is { Kind.Name: "gdpr.outbox.depth", Value: 0 });
        Assert.All(figures, f => Assert.All(f.Labels, l => Assert.IsNotType<Guid>(l.Value)));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public async Task What_figures_ask_sql_server_is_transact_sql(string name)
    {
        var room = Assembly.Load(name);
        var statements = new List<string>();
        await using var doors = await Doors.RehearsedAsync(room, statements, answers: true);

        var failure = await Record.ExceptionAsync(() => doors.FiguresAsync(room, DatabaseKind.SqlServer));

        Assert.False(QueryTests.Untranslated(failure), failure?.ToString());
        Assert.True(statements.Count >= 6, $"{statements.Count} statements, then {failure}");
        Assert.Empty(statements.SelectMany(TransactSql.Errors));
    }
}
