using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data.Sqlite;

internal sealed class SqliteContactsDbContext(DbContextOptions<SqliteContactsDbContext> options, RoomContextServices services)
    : ContactsDbContext(options, services);
