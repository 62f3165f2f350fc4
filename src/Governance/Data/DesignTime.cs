using Gdpr.Governance.Data.PostgreSql;
using Gdpr.Governance.Data.Sqlite;
using Gdpr.Governance.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Governance.Data;

internal sealed class SqliteDesign() : DesignTimeFactory<SqliteGovernanceDbContext>("governance", DatabaseKind.Sqlite);

internal sealed class SqlServerDesign() : DesignTimeFactory<SqlServerGovernanceDbContext>("governance", DatabaseKind.SqlServer);

internal sealed class PostgreSqlDesign() : DesignTimeFactory<PostgreSqlGovernanceDbContext>("governance", DatabaseKind.PostgreSql);
