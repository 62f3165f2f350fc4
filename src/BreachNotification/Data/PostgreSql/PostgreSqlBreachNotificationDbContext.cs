using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Data.PostgreSql;

internal sealed class PostgreSqlBreachNotificationDbContext(DbContextOptions<PostgreSqlBreachNotificationDbContext> options, RoomContextServices services)
    : BreachNotificationDbContext(options, services);
