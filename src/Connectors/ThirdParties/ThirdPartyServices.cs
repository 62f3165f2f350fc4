namespace Gdpr.Connectors.ThirdParties;

/// <summary>Registers the way out.</summary>
internal static class ThirdPartyServices
{
    public static void AddThirdParties(this IHostApplicationBuilder builder)
    {
        var settings = ConnectorsSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        Credentials.Add(builder);
        builder.Services.AddSingleton<Pipelines>();
        builder.Services.AddSingleton<ExportSeal>();

        // Not by the factory: its clients resolve service names and log addresses, which are for our own rooms only.
        builder.Services.AddSingleton(s => ActivatorUtilities.CreateInstance<Calls>(s, GuardedSockets.CreateClient(settings)));
        builder.Services.AddSingleton(s => ActivatorUtilities.CreateInstance<WebhookCalls>(s, GuardedSockets.CreateClient(settings)));
    }
}
