using System.Net;
using Gdpr.Identity.Data;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Identity.Tests;

public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_token_from_before_a_restart_is_valid_after_it()
    {
        string token;
        await using (var first = await IdentityHost.StartAsync(_folder))
        {
            token = await first.TokenAsync("probe.read");
        }

        // Without the public keys kept by rooms: the key itself must have survived.
        File.Delete(Path.Combine(_folder, "keys", "identity-public.json"));
        await using var second = await IdentityHost.StartAsync(_folder);
        using var answer = await second.SendAsync(HttpMethod.Get, "/api/probe/who", token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_identity_is_refused()
    {
        string token;
        await using (var stranger = await IdentityHost.StartAsync())
        {
            token = await stranger.TokenAsync("probe.read");
        }

        await using var host = await IdentityHost.StartAsync(_folder);
        using var answer = await host.SendAsync(HttpMethod.Get, "/api/probe/who", token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_signing_key()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits.");
            return;
        }

        await using var host = await IdentityHost.StartAsync(_folder);
        await host.TokenAsync("probe.read");

        var mode = File.GetUnixFileMode(Path.Combine(_folder, "keys", "identity-signing.pem"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task A_secret_changed_in_the_configuration_is_the_one_that_counts()
    {
        await using (await IdentityHost.StartAsync(_folder))
        {
        }

        await using var host = await IdentityHost.StartAsync(_folder, "--Identity:BootstrapClient:Secret=another");
        using var old = await host.AskTokenAsync("probe.read");
        using var now = await host.AskTokenAsync("probe.read", secret: "another");

        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
    }

    [Fact]
    public async Task Rooms_get_new_secrets_at_each_start_and_can_still_call()
    {
        string old;
        await using (var first = await IdentityHost.StartAsync(_folder))
        {
            old = first.App.Services.GetRequiredService<RoomSecrets>().Of("probe")!;
        }

        await using var second = await IdentityHost.StartAsync(_folder);
        using var refused = await second.AskTokenAsync("internal", RoomTokens.ClientId("probe"), old);
        var token = await second.App.Services.GetRequiredService<RoomTokens>().OfAsync("probe", CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.NotEmpty(token);
    }

    [Fact]
    public async Task Without_configuration_an_administrator_is_made_and_the_password_shown_once()
    {
        string[] nobody = ["--Identity:BootstrapAdmin:Email=", "--Identity:BootstrapAdmin:Password="];
        var shown = await StartAndReadConsoleAsync(nobody);

        var again = await StartAndReadConsoleAsync(nobody);

        var password = shown.Split("one-time password, shown only now: ")[1].Split('\n')[0].Trim();
        Assert.DoesNotContain("one-time password", again);
        await using var host = await IdentityHost.StartAsync(_folder, nobody);
        await using var scope = host.App.Services.CreateAsyncScope();
        var staff = scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>();
        var account = Assert.Single(await staff.GetUsersInRoleAsync("Administrator"));
        Assert.True(await staff.CheckPasswordAsync(account, password));
        Assert.True(account.PasswordIsOneTime);
    }

    [Fact]
    public async Task An_administrator_who_changed_the_password_keeps_it()
    {
        await using (await IdentityHost.StartAsync(_folder))
        {
        }

        await using var host = await IdentityHost.StartAsync(_folder, "--Identity:BootstrapAdmin:Password=another and longer one");
        await using var scope = host.App.Services.CreateAsyncScope();
        var staff = scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>();
        var account = await staff.FindByEmailAsync(IdentityHost.AdminEmail);

        Assert.True(await staff.CheckPasswordAsync(account!, "correct horse battery staple"));
    }

    private async Task<string> StartAndReadConsoleAsync(string[] args)
    {
        var (console, heard) = (Console.Out, new StringWriter());
        Console.SetOut(TextWriter.Synchronized(heard));
        try
        {
            await using var host = await IdentityHost.StartAsync(_folder, args);
        }
        finally
        {
            Console.SetOut(console);
        }

        return heard.ToString();
    }
}
