using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gdpr.Journeys.Tests.Driving;
using Gdpr.Journeys.Tests.Hosting;
using Gdpr.Testing;

namespace Gdpr.Journeys.Tests;

public sealed class When_an_import_is_killed
{
    private const int Rows = 20_000;
    private const long MostMemory = 256 * 1024 * 1024;

    [Fact]
    public async Task It_goes_on_where_it_was_and_a_file_of_any_size_takes_the_same_memory()
    {
        var remark = Require.IsSoak ? 52_000 : 10_000;
        await using var suite = await Suites.StartAsync(HostedAs.Standalone);
        using var me = await Integrator.SignInAsync(suite);
        using var http = new HttpClient { BaseAddress = suite.Api, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = me.Http.DefaultRequestHeaders.Authorization;
        var host = suite.Processes["standalone"];
        var before = Memory(host.ProcessId, "VmRSS");

        var id = await UploadAsync(http, new LargeFile(Rows, remark));
        await Eventually.Async(async () => await CreatedAsync(me, id) > 0, TimeSpan.FromMinutes(10), "some rows are in");
        var first = Memory(host.ProcessId, "VmHWM");
        await host.KillAsync();
        await host.RestartAsync();
        var between = await CreatedAsync(me, id);
        var import = await Eventually.Async(
            async () => await me.GetAsync($"api/contacts/imports/{id}") is { } state && (string)state["status"]! is "completed" or "failed" or "stopped" ? state : null,
            TimeSpan.FromMinutes(10),
            "the import ends");

        Assert.InRange(between, 1, Rows - 1);
        Assert.Equal(("completed", Rows, Rows), ((string)import["status"]!, People.Count(import, "created"), People.Count(import, "rowsRead")));
        var ids = await IdsAsync(http);
        Assert.Equal((Rows, Rows), (ids.Count, ids.Distinct().Count()));
        var peak = Math.Max(first, Memory(host.ProcessId, "VmHWM"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{(long)Rows * remark / 1_000_000} MB; before {before / 1_000_000} MB, at most {peak / 1_000_000} MB; killed after {between} rows");
        Assert.InRange(peak - before, long.MinValue, MostMemory);
    }

    private static async Task<Guid> UploadAsync(HttpClient http, HttpContent file)
    {
        using var form = new MultipartFormDataContent { { new StringContent(LargeFile.Mapping), "mapping" }, { file, "file", "large.csv" } };
        using var answer = await http.PostAsync("api/contacts/imports", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<Guid>();
    }

    private static async Task<int> CreatedAsync(Integrator me, Guid id) => People.Count(await me.GetAsync($"api/contacts/imports/{id}"), "created");

    private static async Task<IReadOnlyList<string>> IdsAsync(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync("api/contacts/exports", new { format = "csv" });
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n").Skip(1).Where(l => l.Length > 0);
        return [.. lines.Select(l => l.Split(',')[0])];
    }

    private static long Memory(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
