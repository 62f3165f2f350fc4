using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Data.PostgreSql;

internal sealed class PostgreSqlConnectorsDbContext(DbContextOptions<PostgreSqlConnectorsDbContext> options, RoomContextServices services)
    : ConnectorsDbContext(options, services);
