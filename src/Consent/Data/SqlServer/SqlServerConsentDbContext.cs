using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data.SqlServer;

internal sealed class SqlServerConsentDbContext(DbContextOptions<SqlServerConsentDbContext> options, RoomContextServices services)
    : ConsentDbContext(options, services);
