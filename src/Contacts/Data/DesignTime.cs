using Gdpr.Contacts.Data.PostgreSql;
using Gdpr.Contacts.Data.Sqlite;
using Gdpr.Contacts.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Contacts.Data;

internal sealed class SqliteDesign() : DesignTimeFactory<SqliteContactsDbContext>("contacts", DatabaseKind.Sqlite);

internal sealed class SqlServerDesign() : DesignTimeFactory<SqlServerContactsDbContext>("contacts", DatabaseKind.SqlServer);

internal sealed class PostgreSqlDesign() : DesignTimeFactory<PostgreSqlContactsDbContext>("contacts", DatabaseKind.PostgreSql);
