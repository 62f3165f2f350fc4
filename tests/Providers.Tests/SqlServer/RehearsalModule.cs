using System.Reflection;
using Gdpr.Platform.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Providers.Tests.SqlServer;

/// <summary>Comes after a room's modules and puts the rehearsal in the place of their SQL Server.</summary>
internal sealed class RehearsalModule(Assembly room, List<string> statements, bool answers) : IModule
{
    public string Name => "rehearsal";

    public string PartOf => "nobody";

    public void AddServices(IHostApplicationBuilder builder)
    {
        var configure = typeof(RehearsalModule).GetMethod(nameof(Configure), BindingFlags.NonPublic | BindingFlags.Instance)!;
        foreach (var schema in Schema.All.Where(s => s.Assembly == room))
        {
            configure.MakeGenericMethod(schema.Contexts[DatabaseKind.SqlServer]).Invoke(this, [builder.Services]);
        }
    }

    private void Configure<T>(IServiceCollection services)
        where T : DbContext => services.ConfigureDbContext<T>(o => o.UseSqlServer(new RehearsalConnection(statements, answers)));
}
