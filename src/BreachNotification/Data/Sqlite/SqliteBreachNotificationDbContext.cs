using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Data.Sqlite;

internal sealed class SqliteBreachNotificationDbContext(DbContextOptions<SqliteBreachNotificationDbContext> options, RoomContextServices services)
    : BreachNotificationDbContext(options, services);
