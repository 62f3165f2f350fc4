using System.Security.Cryptography;
using Gdpr.Kernel;
using Gdpr.Standalone.Demo.Screens;
using Spectre.Console;

namespace Gdpr.Standalone.Demo;

/// <summary>Puts the demonstration into the host: a made-up company, short waits, and a client that is made anew at each start.</summary>
internal static class DemoHosting
{
    public const string ClientId = "demo";

    private static readonly (string Key, string Value)[] Company =
    [
        ("Gdpr:Controller:Name", "Maison Exemple SAS"),
        ("Gdpr:Controller:Country", "FR"),
        ("Gdpr:Controller:TimeZone", "Europe/Paris"),
        ("Gdpr:Controller:DpoName", "Claire Martin"),
        ("Gdpr:Controller:DpoEmail", "dpo@example.test"),
        ("Gdpr:Backups:RetentionDays", "30"),

        // Long enough to be read on the screen while it stands there in red.
        ("Gdpr:SubjectRights:FoundAgainAfterSeconds:0", "4"),
        ("Gdpr:SubjectRights:FoundAgainAfterSeconds:1", "4"),
        ("Gdpr:SubjectRights:FoundAgainAfterSeconds:2", "4"),
        ("Gdpr:SubjectRights:RetryAfterSeconds:0", "2"),
        ("Gdpr:SubjectRights:RetryAfterSeconds:1", "5"),
        ("Gdpr:SubjectRights:RetryAfterSeconds:2", "10"),

        // The third party of the story lives on this machine.
        ("Gdpr:Connectors:AllowPrivateNetworks", "true"),
    ];

    public static void AddDemo(this WebApplicationBuilder builder, DemoOptions options, DemoResult result)
    {
        foreach (var (key, value) in Company)
        {
            StandaloneHost.Default(builder, key, value);
        }

        var data = Path.GetFullPath(builder.Configuration["Gdpr:DataFolder"] ?? "data");
        var folder = new DemoFolder(Path.Combine(data, "demo"), Path.Combine(data, "mail"));
        if (!folder.IsOurs && Directory.Exists(data) && Directory.EnumerateFiles(data, "*.db").Any())
        {
            throw new RuleViolation(new RuleError(
                "DEMO_NEEDS_AN_EMPTY_FOLDER", $"There is data that is not the demo's in {data}; name another folder with --Gdpr:DataFolder=...", 500));
        }

        // Before the first database: killed in its first second, the folder is still known as the demo's.
        Directory.CreateDirectory(folder.Path);
        _ = folder.Read(TimeProvider.System);
        var secret = RandomNumberGenerator.GetHexString(48, lowercase: true);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Identity:BootstrapClient:Id", ClientId),
            new("Identity:BootstrapClient:Secret", secret),
        ]);
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            // A warning in the middle of the picture would tear it; what matters is told in the story.
            builder.Services.PostConfigure<LoggerFilterOptions>(o => o.MinLevel = LogLevel.Error);
        }

        builder.Services.AddSingleton(options).AddSingleton(result).AddSingleton(folder).AddSingleton(new DemoSecret(secret));
        builder.Services.AddSingleton<IDemoScreen>(s => Screen(s.GetRequiredService<TimeProvider>()));
        builder.Services.AddHttpClient<DemoApi>();
        builder.Services.AddTransient<DemoStory>();
        builder.Services.AddHostedService<DemoRun>();
    }

    private static IDemoScreen Screen(TimeProvider clock) => AnsiConsole.Profile.Capabilities is { Interactive: true, Ansi: true } && !Console.IsOutputRedirected
        ? new LiveScreen(AnsiConsole.Console, clock)
        : new PlainScreen(Console.Out, clock);
}

internal sealed record DemoSecret(string Value)
{
    public override string ToString() => nameof(DemoSecret);
}
