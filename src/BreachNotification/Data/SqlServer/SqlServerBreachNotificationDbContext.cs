using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Data.SqlServer;

internal sealed class SqlServerBreachNotificationDbContext(DbContextOptions<SqlServerBreachNotificationDbContext> options, RoomContextServices services)
    : BreachNotificationDbContext(options, services);
