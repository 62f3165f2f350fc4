using System.Net;
using Gdpr.ServiceDefaults;
using Gdpr.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Tests.Http;

/// <summary>Two replicas are listed, and at the address of one nobody listens any more.</summary>
public sealed class ReplicaCallsTests : IAsyncLifetime
{
    private const int Calls = 150;

    private readonly WebApplication _alive = Build();
    private ServiceProvider _services = null!;
    private int _served;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _alive.Run(http =>
        {
            Interlocked.Increment(ref _served);
            return http.Response.WriteAsync("here", http.RequestAborted);
        });
        await _alive.StartAsync(Ct);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["services:contacts:http:0"] = $"http://127.0.0.1:{FreePort.Next()}",
            ["services:contacts:http:1"] = _alive.Urls.First(),
        }).Build());
        services.AddLogging().AddServiceDiscovery();
        services.AddHttpClient("rooms").AddRepeatedCalls();
        services.AddHttpClient("pages").AddCalls();
        _services = services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _alive.DisposeAsync();
    }

    [Theory]
    [InlineData("rooms", true)]
    [InlineData("rooms", false)]
    [InlineData("pages", true)]
    [InlineData("pages", false)]
    public async Task Every_call_reaches_the_one_that_lives_and_only_once(string name, bool reads)
    {
        using var client = _services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

        for (var call = 0; call < Calls; call++)
        {
            using var request = new HttpRequestMessage(reads ? HttpMethod.Get : HttpMethod.Post, "http://contacts/x") { Content = new StringContent("body") };
            using var answer = await client.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(Calls, _served);
    }

    [Fact]
    public async Task What_may_have_arrived_from_a_page_is_not_sent_again()
    {
        await using var busy = Build();
        var asked = 0;
        busy.Run(http =>
        {
            Interlocked.Increment(ref asked);
            http.Abort();
            return Task.CompletedTask;
        });
        await busy.StartAsync(Ct);
        using var client = _services.GetRequiredService<IHttpClientFactory>().CreateClient("pages");
        using var body = new StringContent("body");

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(new Uri(busy.Urls.First()), body, Ct));

        Assert.Equal(1, asked);
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
