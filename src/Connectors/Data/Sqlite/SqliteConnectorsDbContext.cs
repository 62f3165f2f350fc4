using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Data.Sqlite;

internal sealed class SqliteConnectorsDbContext(DbContextOptions<SqliteConnectorsDbContext> options, RoomContextServices services)
    : ConnectorsDbContext(options, services);
