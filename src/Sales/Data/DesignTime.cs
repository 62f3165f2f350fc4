using Gdpr.Sales.Data.PostgreSql;
using Gdpr.Sales.Data.Sqlite;
using Gdpr.Sales.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Sales.Data;

internal sealed class SqliteDesign() : DesignTimeFactory<SqliteSalesDbContext>("sales", DatabaseKind.Sqlite);

internal sealed class SqlServerDesign() : DesignTimeFactory<SqlServerSalesDbContext>("sales", DatabaseKind.SqlServer);

internal sealed class PostgreSqlDesign() : DesignTimeFactory<PostgreSqlSalesDbContext>("sales", DatabaseKind.PostgreSql);
