using Gdpr.Simulators;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Driving;

/// <summary>Connects a third party, and waits until requests will ask it.</summary>
internal static class Connections
{
    public static async Task ConnectAsync(this Integrator me, InHouseApplication application, string key)
    {
        var body = new
        {
            key,
            definition = "in-house-http",
            name = key,
            baseUrl = application.Address.ToString(),
            token = application.Token,
            role = "processor",
            identifierKinds = new[] { "email", "phone" },
            mayHoldUnknown = true,
            allowHosts = new[] { application.Address.Host },
        };
        var made = await me.DoAsync("api/connectors/connections", body);
        await me.DoAsync($"api/connectors/connections/{made["id"]!.GetValue<Guid>()}/enable", new { });
        await Eventually.Async(
            async () => (await me.GetAsync("api/subject-rights/connections"))["items"]!.AsArray().Any(c => c!["target"]!.GetValue<string>() == $"connection:{key}"),
            TimeSpan.FromSeconds(30),
            "the connection takes part");
    }

    /// <summary>Ends a connection of a suite that others go on using, and waits until requests no longer ask it.</summary>
    public static async Task DisconnectAsync(this Integrator me, string key)
    {
        var connection = (await me.GetAsync("api/connectors/connections"))["items"]!.AsArray().Single(c => c!["key"]!.GetValue<string>() == key)!;
        await me.DoAsync($"api/connectors/connections/{connection["id"]!.GetValue<Guid>()}/disable", new { });
        await Eventually.Async(
            async () => !(await me.GetAsync("api/subject-rights/connections"))["items"]!.AsArray().Any(c => c!["target"]!.GetValue<string>() == $"connection:{key}"),
            TimeSpan.FromSeconds(30),
            "the connection is gone");
    }
}
