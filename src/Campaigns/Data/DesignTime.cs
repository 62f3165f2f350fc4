using Gdpr.Campaigns.Data.PostgreSql;
using Gdpr.Campaigns.Data.Sqlite;
using Gdpr.Campaigns.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Campaigns.Data;

internal sealed class SqliteDesign() : DesignTimeFactory<SqliteCampaignsDbContext>("campaigns", DatabaseKind.Sqlite);

internal sealed class SqlServerDesign() : DesignTimeFactory<SqlServerCampaignsDbContext>("campaigns", DatabaseKind.SqlServer);

internal sealed class PostgreSqlDesign() : DesignTimeFactory<PostgreSqlCampaignsDbContext>("campaigns", DatabaseKind.PostgreSql);
