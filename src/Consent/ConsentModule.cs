using Gdpr.Consent.Data;
using Gdpr.Consent.Data.PostgreSql;
using Gdpr.Consent.Data.Sqlite;
using Gdpr.Consent.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;

namespace Gdpr.Consent;

/// <summary>May we contact this person, and why: purposes, notices, consent events, and every refusal (Arts. 6(1)(a), 7, 21).</summary>
public sealed class ConsentModule : IModule
{
    public string Name => "consent";

    public void AddServices(IHostApplicationBuilder builder) =>
        builder.AddRoomDatabase<ConsentDbContext, SqliteConsentDbContext, SqlServerConsentDbContext, PostgreSqlConsentDbContext>(Name);

    public void MapEndpoints(IEndpointRouteBuilder api) => api.MapPlatform<ConsentDbContext>();
}
