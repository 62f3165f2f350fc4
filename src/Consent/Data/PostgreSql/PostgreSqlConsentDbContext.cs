using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data.PostgreSql;

internal sealed class PostgreSqlConsentDbContext(DbContextOptions<PostgreSqlConsentDbContext> options, RoomContextServices services)
    : ConsentDbContext(options, services);
