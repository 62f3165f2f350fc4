using Gdpr.BreachNotification.Data.PostgreSql;
using Gdpr.BreachNotification.Data.Sqlite;
using Gdpr.BreachNotification.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.BreachNotification.Data;

internal sealed class SqliteDesign() : DesignTimeFactory<SqliteBreachNotificationDbContext>("breach-notification", DatabaseKind.Sqlite);

internal sealed class SqlServerDesign() : DesignTimeFactory<SqlServerBreachNotificationDbContext>("breach-notification", DatabaseKind.SqlServer);

internal sealed class PostgreSqlDesign() : DesignTimeFactory<PostgreSqlBreachNotificationDbContext>("breach-notification", DatabaseKind.PostgreSql);
