using Gdpr.Platform.Data;
using Gdpr.SubjectRights.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Data.Sqlite;

internal sealed class SqliteLedgerDbContext(DbContextOptions<SqliteLedgerDbContext> options, RoomContextServices services)
    : LedgerDbContext(options, services);
