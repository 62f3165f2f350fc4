using Gdpr.Platform.Data;
using Gdpr.SubjectRights.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Data.PostgreSql;

internal sealed class PostgreSqlLedgerDbContext(DbContextOptions<PostgreSqlLedgerDbContext> options, RoomContextServices services)
    : LedgerDbContext(options, services);
