using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gdpr.Web.Tests;

/// <summary>
/// Who may call what, as data (<c>access.txt</c>), held against the running suite: every operation of every room's
/// document, asked by each kind of caller. An operation without a line is refused by this test.
/// </summary>
public sealed partial class AccessTests(PortalHost host)
{
    private const string Head = "# Operation: who may call it. Staff by role; a person with a session of the portal; anybody without a token.";

    private static readonly string[] Roles = ["Administrator", "DPO", "Agent", "Marketer", "Sales", "Auditor"];

    [Fact]
    public async Task Everybody_may_call_what_the_matrix_says_and_nothing_else()
    {
        var planned = await PlannedAsync();
        var operations = await OperationsAsync();
        var tokens = await TokensAsync();
        var seen = new ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(operations, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (operation, _) =>
        {
            var open = new List<string>();
            foreach (var (who, token) in tokens)
            {
                if (await IsOpenAsync(operation, token))
                {
                    open.Add(who);
                }
            }

            seen[$"{operation.Method} {operation.Path}"] = open.Count == tokens.Count ? "everybody" : open.Count == 0 ? "nobody" : string.Join(' ', open);
        });

        if (Environment.GetEnvironmentVariable("GDPR_WRITE_SAMPLES") is "1")
        {
            await File.WriteAllLinesAsync(
                Path.Combine(Gdpr.Testing.RepositoryRoot.Find(), "tests", "Web.Tests", "access.txt"),
                [Head, .. seen.OrderBy(s => s.Key[(s.Key.IndexOf(' ', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal).Select(s => $"{s.Key}: {s.Value}")]);
        }

        Assert.True(seen.Count > 150);
        Assert.Empty(seen.Where(s => planned.GetValueOrDefault(s.Key) != s.Value).Select(s => $"{s.Key}: {s.Value}").Order(StringComparer.Ordinal));
        Assert.Empty(planned.Keys.Except(seen.Keys));
    }

    internal static async Task<Dictionary<string, string>> PlannedAsync() =>
        (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "access.txt")))
            .Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split(": ", 2))
            .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    private async Task<IReadOnlyList<(string Method, string Path)>> OperationsAsync()
    {
        var found = new List<(string, string)>();
        foreach (var room in Gdpr.Standalone.Suite.Modules.Where(m => m.PartOf is null))
        {
            using var document = JsonDocument.Parse(await host.Api.GetStringAsync($"/openapi/{room.Name}.json"));
            foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
            {
                found.AddRange(path.Value.EnumerateObject().Select(m => (m.Name.ToUpperInvariant(), path.Name)));
            }
        }

        return found;
    }

    // In the order of the matrix' words.
    private async Task<IReadOnlyList<(string Who, string? Token)>> TokensAsync()
    {
        var tokens = new List<(string, string?)>();
        foreach (var role in Roles)
        {
            using var staff = new StaffBrowser(host.Address);
            tokens.Add((role, await staff.AccessTokenAsync(host, role)));
        }

        tokens.Add(("person", await PersonAsync(host)));
        tokens.Add(("anybody", null));
        return tokens;
    }

    internal static async Task<string> PersonAsync(PortalHost host)
    {
        var person = await host.PersonAsync();
        using var browser = new PlainBrowser(host.Address);
        var (ticket, _) = await browser.AskAsync(person.Email);
        var answer = await StaffBrowser.TokenAsync(
            host, ("grant_type", "urn:gdpr:grant:one-time-code"), ("ticket", ticket), ("one_time_code", await host.CodeAsync(person.Email)));
        return answer.GetProperty("access_token").GetString()!;
    }

    // Bodies that no operation takes: who may call is decided before what is said. Only what nobody can read comes earlier.
    private async Task<bool> IsOpenAsync((string Method, string Path) operation, string? token)
    {
        HttpContent[] bodies =
        [
            new StringContent("\"nothing\"", Encoding.UTF8, "application/json"), new MultipartFormDataContent(),
            new StringContent("nothing", Encoding.UTF8, "text/csv"), new StringContent("nothing", Encoding.UTF8, "message/rfc822"),
        ];
        var answer = await AskAsync(operation, token, bodies[0]);
        foreach (var body in bodies.Skip(1).TakeWhile(_ => answer.StatusCode == HttpStatusCode.UnsupportedMediaType))
        {
            answer.Dispose();
            answer = await AskAsync(operation, token, body);
        }

        using var last = answer;
        Assert.True((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.UnsupportedMediaType, $"{operation.Method} {operation.Path} answered {(int)answer.StatusCode}");
        return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
    }

    private async Task<HttpResponseMessage> AskAsync((string Method, string Path) operation, string? token, HttpContent body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), Parameter().Replace(operation.Path, Guid.CreateVersion7().ToString()));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = operation.Method is "GET" or "DELETE" ? null : body;
        return await host.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
