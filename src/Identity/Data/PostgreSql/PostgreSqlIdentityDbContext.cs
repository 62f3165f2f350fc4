using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Data.PostgreSql;

internal sealed class PostgreSqlIdentityDbContext(DbContextOptions<PostgreSqlIdentityDbContext> options, RoomContextServices services)
    : IdentityDbContext(options, services);
