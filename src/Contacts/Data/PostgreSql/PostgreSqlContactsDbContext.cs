using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data.PostgreSql;

internal sealed class PostgreSqlContactsDbContext(DbContextOptions<PostgreSqlContactsDbContext> options, RoomContextServices services)
    : ContactsDbContext(options, services);
