using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gdpr.Platform.Data;

/// <summary>Tells a key that another writer took at the same moment from every other failure of a save.</summary>
public static class UniqueKeys
{
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;
    private const int SqlServerIndex = 2601;
    private const int SqlServerConstraint = 2627;

    public static bool IsTaken(DbUpdateException failure) => failure.InnerException switch
    {
        PostgresException e => e.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException e => e.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey,
        SqlException e => e.Number is SqlServerIndex or SqlServerConstraint,
        _ => false,
    };
}
