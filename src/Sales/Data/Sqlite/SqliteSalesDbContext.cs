using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Data.Sqlite;

internal sealed class SqliteSalesDbContext(DbContextOptions<SqliteSalesDbContext> options, RoomContextServices services)
    : SalesDbContext(options, services);
