using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Data.PostgreSql;
using Gdpr.SubjectRights.Data.Sqlite;
using Gdpr.SubjectRights.Data.SqlServer;

namespace Gdpr.SubjectRights.Data;

internal sealed class SqliteDesign() : DesignTimeFactory<SqliteSubjectRightsDbContext>("subject-rights", DatabaseKind.Sqlite);

internal sealed class SqlServerDesign() : DesignTimeFactory<SqlServerSubjectRightsDbContext>("subject-rights", DatabaseKind.SqlServer);

internal sealed class PostgreSqlDesign() : DesignTimeFactory<PostgreSqlSubjectRightsDbContext>("subject-rights", DatabaseKind.PostgreSql);

internal sealed class SqliteLedgerDesign() : DesignTimeFactory<SqliteLedgerDbContext>("erasure-ledger", DatabaseKind.Sqlite);

internal sealed class SqlServerLedgerDesign() : DesignTimeFactory<SqlServerLedgerDbContext>("erasure-ledger", DatabaseKind.SqlServer);

internal sealed class PostgreSqlLedgerDesign() : DesignTimeFactory<PostgreSqlLedgerDbContext>("erasure-ledger", DatabaseKind.PostgreSql);
