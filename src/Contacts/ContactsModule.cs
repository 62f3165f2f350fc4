using Gdpr.Contacts.Data;
using Gdpr.Contacts.Data.PostgreSql;
using Gdpr.Contacts.Data.Sqlite;
using Gdpr.Contacts.Data.SqlServer;
using Gdpr.Platform.Data;
using Gdpr.Platform.Modules;

namespace Gdpr.Contacts;

/// <summary>Who we know, and from where: people, organisations, the origin of each field, imports.</summary>
public sealed class ContactsModule : IModule
{
    public string Name => "contacts";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<ContactsDbContext, SqliteContactsDbContext, SqlServerContactsDbContext, PostgreSqlContactsDbContext>(Name);
    }
}
