using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace Gdpr.Testing.Servers;

/// <summary>The broker's management API: a virtual host in 50 ms, where the command-line tool takes a second of processor.</summary>
internal sealed class RabbitMqManagement : IDisposable
{
    private readonly HttpClient http;
    private readonly RabbitMqEndpoint endpoint;

    public RabbitMqManagement(RabbitMqEndpoint endpoint)
    {
        this.endpoint = endpoint;
        http = new HttpClient { BaseAddress = endpoint.Management, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{endpoint.User}:{endpoint.Password}")));
    }

    internal sealed record Queue(string Name, string Type);

    /// <summary>Whether both this API and AMQP listen: the broker opens AMQP last.</summary>
    public async Task<bool> AnswersAsync(CancellationToken ct)
    {
        using var amqp = new TcpClient();
        await amqp.ConnectAsync(endpoint.Host, endpoint.Port, ct);
        using var answer = await http.GetAsync("api/whoami", ct);
        return answer.IsSuccessStatusCode;
    }

    public async Task CreateVirtualHostAsync(string name, CancellationToken ct)
    {
        using var created = await http.PutAsync($"api/vhosts/{Uri.EscapeDataString(name)}", null, ct);
        created.EnsureSuccessStatusCode();

        var everything = new { configure = ".*", write = ".*", read = ".*" };
        using var allowed = await http.PutAsJsonAsync(
            $"api/permissions/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(endpoint.User)}", everything, ct);
        allowed.EnsureSuccessStatusCode();
    }

    public async Task DeleteVirtualHostAsync(string name, CancellationToken ct)
    {
        using var deleted = await http.DeleteAsync($"api/vhosts/{Uri.EscapeDataString(name)}", ct);
        deleted.EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<Queue>> ListQueuesAsync(string virtualHost, CancellationToken ct) =>
        await http.GetFromJsonAsync<List<Queue>>($"api/queues/{Uri.EscapeDataString(virtualHost)}?columns=name,type", ct)
        ?? [];

    public void Dispose() => http.Dispose();
}
