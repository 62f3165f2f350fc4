using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Data.PostgreSql;

internal sealed class PostgreSqlSalesDbContext(DbContextOptions<PostgreSqlSalesDbContext> options, RoomContextServices services)
    : SalesDbContext(options, services);
