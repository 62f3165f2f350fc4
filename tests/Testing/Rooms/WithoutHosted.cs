using Gdpr.Platform.Modules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Testing.Rooms;

/// <summary>Comes after a room's module (<see cref="RoomHostOptions.Parts"/>) and takes one of its services out, for a test that does its work by hand.</summary>
public sealed class WithoutHosted<TService> : IModule
    where TService : IHostedService
{
    public string Name => "without-hosted";

    public string PartOf => "nobody";

    public void AddServices(IHostApplicationBuilder builder) => builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(TService)));
}
