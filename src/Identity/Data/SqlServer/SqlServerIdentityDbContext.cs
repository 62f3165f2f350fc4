using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Data.SqlServer;

internal sealed class SqlServerIdentityDbContext(DbContextOptions<SqlServerIdentityDbContext> options, RoomContextServices services)
    : IdentityDbContext(options, services);
