using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gdpr.Platform.Data;

/// <summary>What a save that failed says about trying it again.</summary>
public static class SaveFailures
{
    /// <summary>Somebody else wrote at the same moment: read again, the same work may go through.</summary>
    public static bool IsConflict(Exception failure) =>
        failure is DbUpdateConcurrencyException || (failure is DbUpdateException update && UniqueKeys.IsTaken(update));

    /// <summary>A text holds what this database cannot keep: PostgreSQL knows no zero byte.</summary>
    public static bool IsUnstorableText(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } || (failure.InnerException is { } inner && IsUnstorableText(inner));

    /// <summary>The database was away or busy, whatever was written.</summary>
    public static bool IsPassing(Exception failure) =>
        (failure as DbException)?.IsTransient is true || (failure.InnerException is { } inner && IsPassing(inner));
}
