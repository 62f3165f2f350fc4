using System.Globalization;
using Gdpr.Consent.Data;
using Gdpr.Consent.Domain;
using Gdpr.Kernel;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Benchmarks;

/// <summary>
/// Any number of people who said yes to one newsletter by a form, with what is known of each; every tenth took it back.
/// One person is written by the room's own model, the database multiplies them.
/// </summary>
internal sealed class ConsentCrowd(RoomHost room)
{
    public const string Newsletter = "newsletter";
    public const int OneInHasRefused = 10;

    private const string Hash = "k1:crowd";
    private static readonly SubjectId First = Person(0);

    /// <summary>The person of that number, from 1.</summary>
    public static SubjectId Person(int number) => new(Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"0196A000-0000-7000-8000-{number:X12}")));

    public async Task FillAsync(int people, CancellationToken ct)
    {
        await using var scope = room.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ConsentDbContext>();
        await WriteOneAsync(db, ct);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        foreach (var type in new[] { typeof(KnownSubject), typeof(SubjectFacts), typeof(SubjectHash), typeof(ConsentEvent) })
        {
            await MultiplyAsync(db, type, 1, people, ct);
        }

        foreach (var type in new[] { typeof(Suppression), typeof(SuppressionHash), typeof(SuppressionSubject) })
        {
            await MultiplyAsync(db, type, OneInHasRefused, people, ct);
        }

        // As a database that has lived for a day has done by itself.
        await db.Database.ExecuteSqlRawAsync("ANALYZE", ct);
    }

    private static async Task WriteOneAsync(ConsentDbContext db, CancellationToken ct)
    {
        var notice = Guid.CreateVersion7();
        var given = db.Now.AddDays(-30);
        db.Add(new Purpose { Code = Newsletter, NameFr = "Lettre", NameEn = "Letter", LegalBasis = LegalBasis.Consent, Channels = "email", ConsentMonths = 36, CreatedAt = given });
        db.Add(new Notice { Id = notice, Purpose = Newsletter, Language = "fr", Version = 1, Text = "Oui ?", Sha256 = new string('a', 64), CreatedAt = given });
        db.Add(new KnownSubject { SubjectId = First, Since = given, Country = "FR", Audience = "B2C" });
        db.Add(new SubjectFacts { SubjectId = First, Id = First.Value, StatedAt = given, StatedBy = "bench", Country = "FR", Audience = "B2C", Informed = true, Origin = "form" });
        db.Add(new SubjectHash { SubjectId = First, Hash = Hash });
        db.Add(new ConsentEvent { Id = First.Value, SubjectId = First, Purpose = Newsletter, Channel = Channel.Email, Decision = ConsentDecision.Given, NoticeId = notice, Method = "form", At = given, RecordedAt = given });
        db.Add(new Suppression { Id = First.Value, Scope = Channel.Email, Purpose = Newsletter, Reason = SuppressionReason.Withdrawn, At = given.AddDays(1), RecordedAt = given.AddDays(1) });
        db.Add(new SuppressionHash { SuppressionId = First.Value, Hash = Hash });
        db.Add(new SuppressionSubject { SuppressionId = First.Value, SubjectId = First, Matched = false });
        await db.SaveChangesAsync(ct);
    }

    // Ids and hashes take the number of the person; every other column is a copy.
    private static async Task MultiplyAsync(ConsentDbContext db, Type type, int oneIn, int people, CancellationToken ct)
    {
        var entity = db.Model.FindEntityType(type)!;
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var sql = db.GetService<ISqlGenerationHelper>();
        var name = sql.DelimitIdentifier(table.Name, table.Schema);
        var columns = entity.GetProperties().Select(p => (Name: sql.DelimitIdentifier(p.GetColumnName(table)!), Value: Value(db, p, sql.DelimitIdentifier(p.GetColumnName(table)!)))).ToList();
        var statement = string.Create(CultureInfo.InvariantCulture, $"""
            {(db.Database.IsSqlite() ? $"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {people}) " : string.Empty)}
            INSERT INTO {name} ({string.Join(", ", columns.Select(c => c.Name))})
            SELECT {string.Join(", ", columns.Select(c => c.Value))}
            FROM (SELECT * FROM {name} LIMIT 1) p CROSS JOIN {(db.Database.IsSqlite() ? "s" : $"generate_series(1, {people}) AS s(n)")}
            WHERE s.n % {oneIn} = 0
            """);
        await db.Database.ExecuteSqlRawAsync(statement, ct);
    }

    private static string Value(ConsentDbContext db, IProperty property, string column) => property.Name switch
    {
        "Id" or nameof(SubjectHash.SubjectId) or nameof(SuppressionHash.SuppressionId) => db.Database.IsSqlite()
            ? "printf('0196A000-0000-7000-8000-%012X', s.n)"
            : "('0196A000-0000-7000-8000-' || lpad(to_hex(s.n), 12, '0'))::uuid",
        nameof(SubjectHash.Hash) => $"'{Hash}' || s.n",
        _ => $"p.{column}",
    };
}
