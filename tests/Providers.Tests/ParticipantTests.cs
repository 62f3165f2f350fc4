using System.Reflection;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Ledger;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.Providers.Tests.SqlServer;
using Gdpr.Testing;

namespace Gdpr.Providers.Tests;

/// <summary>What each room does for a request about a person, on each provider: locate, carry out, verify, export.</summary>
public sealed class ParticipantTests
{
    public static TheoryData<string, DatabaseKind> Rooms => QueryTests.Rooms;

    public static TheoryData<string> RoomNames => QueryTests.RoomNames;

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task Every_right_is_carried_out_for_somebody_unknown(string name, DatabaseKind kind)
    {
        var room = Assembly.Load(name);
        await using var doors = await Doors.MigratedAsync(room, kind);
        foreach (var participant in doors.Participants(room))
        {
            foreach (var right in Rights)
            {
                await WalkAsync(doors, participant, right);
            }

            await ReplayAsync(doors, participant);
        }
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public async Task What_participants_send_to_sql_server_is_transact_sql(string name)
    {
        var (room, statements) = (Assembly.Load(name), new List<string>());
        await using var doors = await Doors.RehearsedAsync(room, statements, answers: false);
        foreach (var participant in doors.Participants(room))
        {
            var thrown = new List<Exception?>();
            foreach (var right in Rights)
            {
                thrown.Add(await Record.ExceptionAsync(() => WalkAsync(doors, participant, right)));
            }

            thrown.Add(await Record.ExceptionAsync(() => ReplayAsync(doors, participant)));

            Assert.DoesNotContain(thrown, QueryTests.Untranslated);
            Assert.True(statements.Count > 3);
        }

        Assert.Empty(statements.SelectMany(TransactSql.Errors));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public async Task What_a_running_room_sends_to_sql_server_is_transact_sql(string name)
    {
        var (room, statements) = (Assembly.Load(name), new List<string>());
        await using var doors = await Doors.RehearsedAsync(room, statements, answers: false);

        await doors.StartAsync();
        await Eventually.Async(() => Task.FromResult(Seen(statements).Exists(s => s.Contains("[Outbox]", StringComparison.Ordinal))), TimeSpan.FromSeconds(60), "the outbox is swept");
        await doors.StopAsync();

        Assert.Empty(Seen(statements).SelectMany(TransactSql.Errors));
    }

    private static RightRequested[] Rights => Enum.GetValues<RightRequested>();

    private static List<string> Seen(List<string> statements)
    {
        lock (statements)
        {
            return [.. statements];
        }
    }

    private static async Task WalkAsync(Doors doors, Type participant, RightRequested right)
    {
        var asked = new ParticipationCase(
            Guid.CreateVersion7(),
            right,
            [SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System)],
            [new Identifier(IdentifierKind.Email, "person@example.test"), new Identifier(IdentifierKind.Phone, "+33100000000")],
            [],
            null);
        var found = await doors.WithAsync(participant, p => p.LocateAsync(asked, CancellationToken.None));
        var plan = asked with { Plan = found.Data, LedgerSequence = right == RightRequested.Erasure ? 5 : null };
        await doors.WithAsync(participant, p => p.CarryOutAsync(plan, CancellationToken.None));
        Assert.NotNull(await doors.WithAsync(participant, p => p.VerifyAsync(asked, CancellationToken.None)));
        Assert.NotNull(await doors.WithAsync(participant, p => p.ExportAsync(asked, CancellationToken.None)));
    }

    private static async Task ReplayAsync(Doors doors, Type participant)
    {
        var (row, hash) = (Row(LedgerKind.Erasure, null), new LedgerIdentifier(IdentifierKind.Email, "k1:hash"));
        var erased = new ReplayedErasure([row with { Hashes = [hash] }, row with { Sequence = 8, SubjectId = SubjectId.New(TimeProvider.System) }]);
        await doors.WithAsync(participant, async p =>
        {
            await p.ReplayAsync(erased, CancellationToken.None);
            await (p is IReplaysChoices chooser
                ? chooser.ReplayAsync([Row(LedgerKind.Choice, new LedgerChoice("objection", "all", null, DateTimeOffset.UtcNow, null, null, null)) with { Hashes = [hash] }], CancellationToken.None)
                : Task.CompletedTask);
            return 0;
        });
    }

    private static LedgerRow Row(LedgerKind kind, LedgerChoice? choice) =>
        new(7, kind, Guid.CreateVersion7(), SubjectId.New(TimeProvider.System), "all", DateTimeOffset.UtcNow, false, [], [], choice);
}
