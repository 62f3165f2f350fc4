using Gdpr.Consent.Data;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Tests.Data;

public sealed class ConsentDbContextTests
{
    public static TheoryData<string> Providers => [nameof(SqliteDesign), nameof(SqlServerDesign), nameof(PostgreSqlDesign)];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_column_is_classified_and_migrated(string provider)
    {
        using var db = Make(provider);

        Assert.Empty(DataMap.Unclassified(db));
        Assert.False(db.Database.HasPendingModelChanges());
    }

    private static RoomDbContext Make(string provider) => provider switch
    {
        nameof(SqliteDesign) => new SqliteDesign().CreateDbContext([]),
        nameof(SqlServerDesign) => new SqlServerDesign().CreateDbContext([]),
        _ => new PostgreSqlDesign().CreateDbContext([]),
    };
}
