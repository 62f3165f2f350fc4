using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Contacts.Tests.Speed;

/// <summary>How fast an import is, upload included, as a share of the bare insert of the same rows in the same run.</summary>
internal sealed record ImportSpeed(int Rows, TimeSpan Import, TimeSpan Bare)
{
    public double Ratio => Bare / Import;

    public static async Task<ImportSpeed> MeasureAsync(int rows)
    {
        await using var host = await StartAsync();
        using var api = host.Client();
        await ImportAsync(api, 100, key: "warm");
        using var folder = new TempFolder();
        await using var empty = await StartAsync(o => o.DataFolder = folder.Path);
        await empty.StopAsync();
        var started = Stopwatch.GetTimestamp();
        await ImportAsync(api, rows, key: "id");
        var import = Stopwatch.GetElapsedTime(started);
        await host.StopAsync();
        var bare = await BareInsert.OfAsync(Path.Combine(host.DataFolder, "contacts.db"), Path.Combine(folder.Path, "contacts.db"));
        return new ImportSpeed(rows, import, bare);
    }

    private static Task<RoomHost> StartAsync(Action<Gdpr.Testing.Rooms.RoomHostOptions>? more = null) => RoomHost.StartAsync(new ContactsModule(), o =>
    {
        // The stub of a RoomHost remembers every call: with a million people that would be the test's memory, not the room's.
        o.Adjust = b =>
        {
            foreach (var client in (string[])[RoomHttp.ClientName, "identity-tokens"])
            {
                b.Services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => new Nobody());
            }
        };
        more?.Invoke(o);
    });

    private static async Task ImportAsync(HttpClient api, int rows, string key)
    {
        using var form = new MultipartFormDataContent { { new StringContent(JsonSerializer.Serialize(ManyPeople.Mapping)), "mapping" }, { new ManyPeople(rows), "file", $"{key}.csv" } };
        using var answer = await api.PostAsync("/api/contacts/imports", form);
        var id = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<Guid>();
        var ended = await Eventually.Async(
            async () => await api.GetFromJsonAsync<ImportView>($"/api/contacts/imports/{id}") is { Status: "completed" or "failed" or "stopped" } view ? view : null,
            TimeSpan.FromMinutes(30),
            "the import ends");
        if (ended.Status != "completed" || ended.Rejected > 0)
        {
            throw new InvalidOperationException($"{ended.Status} {ended.Code} {ended.Counts} {ended.Errors.FirstOrDefault()}");
        }
    }

    /// <summary>Rooms in which nobody was erased and nobody refused.</summary>
    private sealed class Nobody : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            object body = request.RequestUri!.AbsolutePath switch
            {
                "/connect/token" => new { access_token = "test", expires_in = 3600 },
                var path when path.EndsWith("erasures/match", StringComparison.Ordinal) => new { erased = Array.Empty<object>() },
                _ => new { suppressed = Array.Empty<object>() },
            };
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(body) });
        }
    }
}
