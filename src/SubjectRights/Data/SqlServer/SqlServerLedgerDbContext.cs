using Gdpr.Platform.Data;
using Gdpr.SubjectRights.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Data.SqlServer;

internal sealed class SqlServerLedgerDbContext(DbContextOptions<SqlServerLedgerDbContext> options, RoomContextServices services)
    : LedgerDbContext(options, services);
