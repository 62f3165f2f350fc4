using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Identity.Data.Sqlite;

internal sealed class SqliteIdentityDbContext(DbContextOptions<SqliteIdentityDbContext> options, RoomContextServices services)
    : IdentityDbContext(options, services);
