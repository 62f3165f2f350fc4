using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gdpr.Governance.Data;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;

namespace Gdpr.Governance.Tests;

/// <summary>The room on a real host, with a clock that can be put forward.</summary>
internal sealed class Office : IAsyncDisposable
{
    private Office(RoomHost host, MovableClock clock)
    {
        (Host, Clock) = (host, clock);
        Api = host.Client(sub: "dpo-1");
    }

    public RoomHost Host { get; }

    public MovableClock Clock { get; }

    public HttpClient Api { get; }

    public static async Task<Office> OpenAsync(Action<RoomHostOptions>? configure = null)
    {
        var clock = new MovableClock();
        var host = await RoomHost.StartAsync(new GovernanceModule(), o =>
        {
            o.Clock = clock;
            o.Settings["Gdpr:Controller:DpoEmail"] = "dpo@example.test";
            configure?.Invoke(o);
        });
        return new Office(host, clock);
    }

    public async Task<JsonNode> DoAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await Api.PostAsJsonAsync($"/api/governance/{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<(int Status, string? Code)> TryAsync(string path, string body)
    {
        using var answer = await Api.PostAsync($"/api/governance/{path}", new StringContent(body, Encoding.UTF8, "application/json"));
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]?.GetValue<string>());
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Api.GetStringAsync($"/api/governance/{path}"))!;

    public string Day(int fromToday) => DateOnly.FromDateTime(Clock.GetUtcNow().AddDays(fromToday).DateTime).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public Task<T> ReadAsync<T>(Func<GovernanceDbContext, Task<T>> read) => Host.ReadAsync(read);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Host.DisposeAsync();
    }
}

/// <summary>The real clock, which a test can put forward; timers keep running in real time.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
