using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gdpr.Standalone;

/// <summary>Says on the console where everything is, once the host answers.</summary>
internal sealed class Signpost(IHostApplicationLifetime lifetime, IServer server, GdprSettings settings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Show);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Show()
    {
        var url = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/');
        Console.WriteLine($"""

            Gdpr is running. Ctrl+C ends it.
              Portal         {url}/fr  {url}/en   (staff: {url}/staff)
              API            {url}/api/...   (token: POST {url}/connect/token)
              API reference  {url}/reference
              Health         {url}/health/ready
              Data           {settings.DataFolder}
              Mails          {settings.PickupFolder}
            """);
    }
}
