using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Data.PostgreSql;

internal sealed class PostgreSqlGovernanceDbContext(DbContextOptions<PostgreSqlGovernanceDbContext> options, RoomContextServices services)
    : GovernanceDbContext(options, services);
