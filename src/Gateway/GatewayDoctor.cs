using Gdpr.Platform.Operating;

namespace Gdpr.Gateway;

/// <summary>The verb <c>doctor</c> of the gateway: what it is told, where it keeps its keys, and whether the rooms answer.</summary>
internal static class GatewayDoctor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production"}.json", optional: true)
            .AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().AddCommandLine(args).Build();
        List<Finding> findings = [.. Settings(configuration), .. Keys(GatewayHost.KeysFolder(configuration)), .. await RoomsAsync(configuration)];
        return Finding.Report(findings);
    }

    private static IEnumerable<Finding> Settings(IConfiguration configuration)
    {
        if (!Uri.TryCreate(configuration["Gdpr:PublicUrl"], UriKind.Absolute, out var home))
        {
            yield return Finding.Bad("PUBLIC_URL_MISSING", "Staff cannot sign in, and any Host header is served: set Gdpr:PublicUrl, the same here and at every room.");
        }
        else if (home.Scheme == Uri.UriSchemeHttps && string.IsNullOrWhiteSpace(configuration["Gdpr:KnownProxies:0"]) && !EndsTls(configuration))
        {
            yield return Finding.Bad("PROXY_UNKNOWN", "Somebody in front ends TLS, and is not believed: staff cannot sign in and all share one limit. Put its address or network into Gdpr:KnownProxies:0.");
        }

        if (string.IsNullOrWhiteSpace(configuration["Gdpr:Identity:RoomSecrets:gateway"]))
        {
            yield return Finding.Bad("ROOM_SECRET_MISSING", "Nobody can sign in: set Gdpr:Identity:RoomSecrets:gateway, the same here and at Identity.");
        }
    }

    private static bool EndsTls(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).Append(configuration["urls"]).Any(u => u?.Contains("https:", StringComparison.OrdinalIgnoreCase) == true);

    private static IEnumerable<Finding> Keys(string folder)
    {
        yield return CanWrite(folder)
            ? Finding.Good("SESSION_KEYS_OK", folder)
            : Finding.Bad("KEYS_FOLDER_SHUT", $"{folder} cannot be written: sessions would end with the process. Give it to the user of the gateway, or name another by Gdpr:Keys:Folder.");
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            var probe = Path.Combine(Directory.CreateDirectory(folder).FullName, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, string.Empty);
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<IEnumerable<Finding>> RoomsAsync(IConfiguration configuration)
    {
        using var http = new HttpClient { Timeout = Patience };
        return await Task.WhenAll(RoutingTable.RoomsOf(configuration).Select(async room =>
        {
            var address = configuration[$"services:{room}:http:0"];
            try
            {
                using var answer = await http.GetAsync(new Uri(new Uri(address!), "/health/live"));
                return answer.IsSuccessStatusCode ? Finding.Good("ROOM_OK", room) : Away(room, address);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UriFormatException or ArgumentNullException)
            {
                return Away(room, address);
            }
        }));
    }

    private static Finding Away(string room, string? address) =>
        Finding.Bad("ROOM_OUT_OF_REACH", $"{room} does not answer at {address ?? "no address"}: start it, or mend services:{room}:http:0.");
}
