using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Gdpr.Providers.Tests.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Providers.Tests;

/// <summary>Every reading path of every room, against each provider: what EF Core cannot translate leaves as an exception.</summary>
public sealed class QueryTests
{
    public static TheoryData<string, DatabaseKind> Rooms
    {
        get
        {
            var data = new TheoryData<string, DatabaseKind>();
            foreach (var room in Schema.Assemblies())
            {
                Schema.Kinds.ToList().ForEach(k => data.Add(room.GetName().Name!, k));
            }

            return data;
        }
    }

    public static TheoryData<string> RoomNames => [.. Schema.Assemblies().Select(a => a.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task Every_reading_path_answers_from_an_empty_database(string room, DatabaseKind kind)
    {
        await using var doors = await Doors.MigratedAsync(System.Reflection.Assembly.Load(room), kind);
        var answers = new List<Answer>();
        foreach (var endpoint in doors.Reading)
        {
            answers.Add(await doors.AskAsync(endpoint));
        }

        Assert.True(answers.Count >= 3);
        Assert.Contains(answers, a => a is { Status: 200, Thrown: null });
        Assert.All(answers, a => Assert.True(IsCalm(a), $"{a.Door} {a.Status} {a.Thrown}"));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public async Task What_reading_paths_send_to_sql_server_is_transact_sql(string room)
    {
        var assembly = System.Reflection.Assembly.Load(room);
        var statements = new List<string>();
        foreach (var rows in (bool[])[false, true])
        {
            await using var doors = await Doors.RehearsedAsync(assembly, statements, rows);
            foreach (var endpoint in doors.Reading)
            {
                var answer = await doors.AskAsync(endpoint);

                Assert.False(Untranslated(answer.Thrown), $"{answer.Door} {answer.Thrown}");
            }
        }

        Assert.True(statements.Count >= 2, $"{statements.Count} statements");
        Assert.Empty(statements.SelectMany(TransactSql.Errors));
    }

    [Theory]
    [MemberData(nameof(RoomNames))]
    public async Task What_writing_paths_send_to_sql_server_is_transact_sql(string room)
    {
        var assembly = System.Reflection.Assembly.Load(room);
        var statements = new List<string>();
        foreach (var rows in (bool[])[false, true])
        {
            await using var doors = await Doors.RehearsedAsync(assembly, statements, rows);
            foreach (var endpoint in doors.Writing)
            {
                var answer = await doors.SayAsync(endpoint);

                Assert.False(Untranslated(answer.Thrown), $"{answer.Door} {answer.Thrown}");
            }
        }

        Assert.True(statements.Count >= 2, $"{statements.Count} statements");
        Assert.Empty(statements.SelectMany(TransactSql.Errors));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    [InlineData(DatabaseKind.SqlServer)]
    public async Task Consent_decides(DatabaseKind kind)
    {
        await using var doors = await Doors.MigratedAsync(System.Reflection.Assembly.Load("Gdpr.Consent"), kind);
        var purpose = await doors.PostAsync("/api/consent/purposes", new
        {
            code = "newsletter", name = new { fr = "Lettre", en = "Letter" }, legalBasis = "consent", channels = new[] { "email" },
        });
        Assert.True(purpose.Status == 201, $"{purpose.Status} {purpose.Body} {purpose.Thrown}");

        var decision = await doors.GetAsync("/api/consent/decisions", $"?subjectId={SubjectId.New(TimeProvider.System)}&channel=email&purpose=newsletter");

        Assert.True(decision is { Status: 200, Thrown: null }, $"{decision.Status} {decision.Body} {decision.Thrown}");
        Assert.Contains("\"allowed\":false", decision.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    [InlineData(DatabaseKind.SqlServer)]
    public async Task The_ledger_matches_hashes(DatabaseKind kind)
    {
        await using var doors = await Doors.MigratedAsync(System.Reflection.Assembly.Load("Gdpr.SubjectRights"), kind);

        var answer = await doors.PostAsync("/internal/subject-rights/erasures/match", new { hashes = Enumerable.Range(0, 1500).Select(i => $"k:{i}") });

        Assert.True(answer is { Status: 200, Thrown: null }, $"{answer.Status} {answer.Body} {answer.Thrown}");
    }

    [Fact]
    public async Task The_ledger_s_match_translates_for_sql_server()
    {
        var (assembly, statements) = (System.Reflection.Assembly.Load("Gdpr.SubjectRights"), new List<string>());
        await using var doors = await Doors.RehearsedAsync(assembly, statements, answers: false);

        var answer = await doors.PostAsync("/internal/subject-rights/erasures/match", new { hashes = new[] { "k:1", "k:2" } });

        Assert.True(answer is { Status: 200, Thrown: null }, $"{answer.Status} {answer.Body} {answer.Thrown}");
        var sent = Assert.Single(statements);
        Assert.Contains("GROUP BY", sent, StringComparison.Ordinal);
        Assert.Contains("MAX(", sent, StringComparison.Ordinal);
        Assert.Empty(TransactSql.Errors(sent));
    }

    [Fact]
    public async Task Consent_s_facts_translate_for_sql_server()
    {
        var statements = new List<string>();
        await using var db = WritingTests.Rehearse("consent", statements, answers: false);
        var room = db.GetType().Assembly;
        var purpose = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(room.GetType("Gdpr.Consent.Data.Purpose", throwOnError: true)!);
        purpose.GetType().GetProperty("Code")!.SetValue(purpose, "newsletter");
        purpose.GetType().GetProperty("Channels")!.SetValue(purpose, "email");
        var facts = room.GetType("Gdpr.Consent.Data.Queries", throwOnError: true)!.GetMethod("FactsAsync")!;
        var channel = Enum.Parse(room.GetType("Gdpr.Consent.Domain.Channel", throwOnError: true)!, "Email");
        var asked = Activator.CreateInstance(
            room.GetType("Gdpr.Consent.Domain.DecisionQuestion", throwOnError: true)!, "newsletter", channel, DateTimeOffset.UtcNow, false, "FR");

        await (Task)facts.Invoke(null, [db, new[] { SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System) }, purpose, asked, CancellationToken.None])!;

        Assert.Equal(5, statements.Count);
        Assert.Empty(statements.SelectMany(TransactSql.Errors));
        Assert.Single(statements, s => s.Contains("UNION", StringComparison.Ordinal));
    }

    [Fact]
    public void A_query_that_no_provider_can_translate_is_reported()
    {
        foreach (var kind in Schema.Kinds)
        {
            using var db = Schema.Named("consent").Design(kind);

            Assert.True(Untranslated(Record.Exception(() => db.Outbox.Where(m => Unknown(m.Body)).ToQueryString())));
            Assert.DoesNotContain("untranslatable", db.Outbox.Where(m => m.AvailableAt < db.Now).OrderBy(m => m.AvailableAt).ToQueryString(), StringComparison.Ordinal);
        }
    }

    private static bool Unknown(string body) => body.Length % 2 == 0;

    private static bool IsCalm(Answer answer) => answer.Thrown is null or RuleViolation or Microsoft.AspNetCore.Http.BadHttpRequestException && answer.Status != 500;

    internal static bool Untranslated(Exception? e) => e is InvalidOperationException && e.Message.Contains("could not be translated", StringComparison.Ordinal);
}
