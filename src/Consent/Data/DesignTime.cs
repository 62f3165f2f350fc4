using Gdpr.Consent.Data.PostgreSql;
using Gdpr.Consent.Data.Sqlite;
using Gdpr.Consent.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Consent.Data;

internal sealed class SqliteDesign() : DesignTimeFactory<SqliteConsentDbContext>("consent", DatabaseKind.Sqlite);

internal sealed class SqlServerDesign() : DesignTimeFactory<SqlServerConsentDbContext>("consent", DatabaseKind.SqlServer);

internal sealed class PostgreSqlDesign() : DesignTimeFactory<PostgreSqlConsentDbContext>("consent", DatabaseKind.PostgreSql);
