using Gdpr.Connectors.Data.PostgreSql;
using Gdpr.Connectors.Data.Sqlite;
using Gdpr.Connectors.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Connectors.Data;

internal sealed class SqliteDesignTime() : DesignTimeFactory<SqliteConnectorsDbContext>("connectors", DatabaseKind.Sqlite);

internal sealed class SqlServerDesignTime() : DesignTimeFactory<SqlServerConnectorsDbContext>("connectors", DatabaseKind.SqlServer);

internal sealed class PostgreSqlDesignTime() : DesignTimeFactory<PostgreSqlConnectorsDbContext>("connectors", DatabaseKind.PostgreSql);
