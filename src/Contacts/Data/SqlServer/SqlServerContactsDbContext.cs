using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Data.SqlServer;

internal sealed class SqlServerContactsDbContext(DbContextOptions<SqlServerContactsDbContext> options, RoomContextServices services)
    : ContactsDbContext(options, services);
