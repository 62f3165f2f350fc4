using Gdpr.Testing;

namespace Gdpr.Journeys.Tests.Hosting;

/// <summary>The whole suite as its users meet it: one address for the API, whatever runs behind it.</summary>
public interface ISuite : IAsyncDisposable
{
    Uri Api { get; }

    /// <summary>The processes by name; Standalone is one.</summary>
    IReadOnlyDictionary<string, ChildHost> Processes { get; }

    /// <summary>Where a room puts its mails.</summary>
    string MailFolder { get; }

    /// <summary>What the processes said last, for a failure's message.</summary>
    string Output { get; }
}

/// <summary>The two hostings of the same journeys.</summary>
public enum HostedAs
{
    Standalone,
    Distributed,
}

/// <summary>Starts a suite; short waits, so that a journey with failures in it is quick.</summary>
public static class Suites
{
    public const string ClientId = "journeys";
    public const string ClientSecret = "journeys-secret-journeys-secret";

    public static async Task<ISuite> StartAsync(HostedAs hosting, IReadOnlyDictionary<string, string?>? settings = null) =>
        hosting == HostedAs.Standalone ? await StandaloneSuite.StartAsync(settings) : await DistributedSuite.StartAsync(settings);

    /// <summary>Standalone of one's own, or the distributed suite that other journeys use too (<see cref="SharedSuite"/>).</summary>
    public static async Task<ISuite> BorrowAsync(HostedAs hosting) =>
        hosting == HostedAs.Standalone ? await StandaloneSuite.StartAsync(null) : new BorrowedSuite(await SharedSuite.DistributedAsync());

    internal static Dictionary<string, string?> Common(IReadOnlyDictionary<string, string?>? more)
    {
        var common = new Dictionary<string, string?>
        {
            ["Identity__BootstrapClient__Id"] = ClientId,
            ["Identity__BootstrapClient__Secret"] = ClientSecret,
            ["Identity__BootstrapAdmin__Email"] = "admin@example.test",
            ["Identity__BootstrapAdmin__Password"] = "Journeys-1-password",
            ["Gdpr__Backups__RetentionDays"] = "30",
            ["Gdpr__Controller__Name"] = "Journey SAS",
            ["Gdpr__Connectors__AllowPrivateNetworks"] = "true",
            ["Gdpr__SubjectRights__AnswerWithinSeconds"] = "5",
            ["Gdpr__SubjectRights__RetryAfterSeconds__0"] = "1",
            ["Gdpr__SubjectRights__RetryAfterSeconds__1"] = "2",
            ["Gdpr__SubjectRights__FoundAgainAfterSeconds__0"] = "1",
            ["Gdpr__SubjectRights__FoundAgainAfterSeconds__1"] = "1",
        };
        foreach (var (key, value) in more ?? new Dictionary<string, string?>())
        {
            common[key] = value;
        }

        return common;
    }

    /// <summary>Who asks for everything that is logged reads all of it.</summary>
    internal static int LinesOf(IReadOnlyDictionary<string, string?>? settings) => settings?.ContainsKey("Logging__LogLevel__Default") is true ? 200_000 : 400;

    internal static string Dll(string project) =>
        Path.Combine(RepositoryRoot.Find(), "src", project, "bin", "Debug", "net10.0", $"Gdpr.{project}.dll");
}
