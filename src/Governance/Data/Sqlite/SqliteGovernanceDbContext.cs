using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Data.Sqlite;

internal sealed class SqliteGovernanceDbContext(DbContextOptions<SqliteGovernanceDbContext> options, RoomContextServices services)
    : GovernanceDbContext(options, services);
