using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Data.SqlServer;

internal sealed class SqlServerConnectorsDbContext(DbContextOptions<SqlServerConnectorsDbContext> options, RoomContextServices services)
    : ConnectorsDbContext(options, services);
