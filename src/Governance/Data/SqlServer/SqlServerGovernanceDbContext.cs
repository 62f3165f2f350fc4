using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Governance.Data.SqlServer;

internal sealed class SqlServerGovernanceDbContext(DbContextOptions<SqlServerGovernanceDbContext> options, RoomContextServices services)
    : GovernanceDbContext(options, services);
