using Gdpr.Identity.Data.PostgreSql;
using Gdpr.Identity.Data.Sqlite;
using Gdpr.Identity.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Identity.Data;

internal sealed class SqliteDesign() : DesignTimeFactory<SqliteIdentityDbContext>("identity", DatabaseKind.Sqlite);

internal sealed class SqlServerDesign() : DesignTimeFactory<SqlServerIdentityDbContext>("identity", DatabaseKind.SqlServer);

internal sealed class PostgreSqlDesign() : DesignTimeFactory<PostgreSqlIdentityDbContext>("identity", DatabaseKind.PostgreSql);
