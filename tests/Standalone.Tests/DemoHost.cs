using Gdpr.Standalone;
using Gdpr.Testing;
using MimeKit;

namespace Gdpr.Standalone.Tests;

/// <summary>The demonstration, played once to its end and still serving; shared by the tests that look at it.</summary>
public sealed class DemoHost : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly TempFolder folder = new();
    private ChildHost? host;

    public static string Dll => typeof(Suite).Assembly.Location;

    public ChildHost Host => host!;

    public string Data => folder.Combine("data");

    /// <summary>The address at which the person follows the erasure, as the mail says it.</summary>
    public Uri Link { get; private set; } = null!;

    public static ChildHostOptions Options(string data, params string[] more) =>
        new(Dll, ["--demo", $"--Gdpr:DataFolder={data}", .. more]) { WaitUntilReady = false };

    public async ValueTask InitializeAsync()
    {
        host = await ChildHost.StartAsync(Options(Data));
        await Eventually.Async(
            () => host.HasExited ? throw new InvalidOperationException(host.Output) : Task.FromResult(host.Output.Contains("Still serving", StringComparison.Ordinal)),
            Patience,
            $"the demo has been played");
        Link = await LinkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        folder.Dispose();
    }

    private async Task<Uri> LinkAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Data, "mail"), "*.eml"))
        {
            using var mail = await MimeMessage.LoadAsync(file);
            var html = mail.HtmlBody ?? string.Empty;
            if (html.Contains("article 17", StringComparison.Ordinal) && html.IndexOf("/cases/", StringComparison.Ordinal) is > 0 and var at)
            {
                return new Uri(html[(html.LastIndexOf('"', at) + 1)..html.IndexOf('"', at)]);
            }
        }

        throw new InvalidOperationException("No mail with a link.");
    }
}
