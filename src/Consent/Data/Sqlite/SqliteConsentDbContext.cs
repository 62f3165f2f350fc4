using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data.Sqlite;

internal sealed class SqliteConsentDbContext(DbContextOptions<SqliteConsentDbContext> options, RoomContextServices services)
    : ConsentDbContext(options, services);
