using System.Collections.Concurrent;
using System.Text.Json;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Identity.Tests;

/// <summary>Stands for Contacts: knows who has which address, and can be made to wait before it says so.</summary>
internal sealed class ContactsStand : IModule
{
    public string Name => "contacts";

    public ConcurrentDictionary<string, Guid[]> People { get; } = new(StringComparer.Ordinal);

    public TaskCompletionSource? Wait { get; set; }

    public void AddServices(IHostApplicationBuilder builder)
    {
    }

    public void MapInternal(IEndpointRouteBuilder inside) =>
        inside.MapPost("/subjects/resolve", async (JsonElement asked) =>
        {
            if (Wait is { } wait)
            {
                await wait.Task;
            }

            var address = asked.GetProperty("identifiers")[0].GetProperty("value").GetString()!;
            return TypedResults.Ok(new { matches = People.GetValueOrDefault(address, []).Select(id => new { subjectId = id }) });
        }).CalledBy("identity");
}

/// <summary>The system's clock, moved on.</summary>
internal sealed class MovedClock : TimeProvider
{
    public TimeSpan By { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
}
