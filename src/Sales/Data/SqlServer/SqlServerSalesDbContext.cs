using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Sales.Data.SqlServer;

internal sealed class SqlServerSalesDbContext(DbContextOptions<SqlServerSalesDbContext> options, RoomContextServices services)
    : SalesDbContext(options, services);
