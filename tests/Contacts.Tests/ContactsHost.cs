using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gdpr.Contacts.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Testing;
using Gdpr.Testing.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Tests;

/// <summary>Contacts on a real host, with an erasure ledger and a suppression list that a test can fill.</summary>
internal sealed class ContactsHost : IAsyncDisposable
{
    private ContactsHost(RoomHost host)
    {
        Host = host;
        Api = host.Client();
        host.Others.OnPost<ErasuresQuestion>("subject-rights", "internal/subject-rights/erasures/match", q => new
        {
            erased = q.Hashes.Where(Erased.ContainsKey).Select(h => new { hash = h, erasedAt = Erased[h] }).ToArray(),
        });
        host.Others.OnPost<SuppressionsQuestion>("consent", "internal/consent/suppressions/match", q =>
        {
            Bound.AddRange(q.Items.Where(i => i.Hashes.Any(Suppressed.Contains)).Select(i => i.SubjectId));
            return new { suppressed = Bound.ToArray() };
        });
        host.Others.OnPost<HoldsQuestion>("subject-rights", "internal/subject-rights/holds/ask", q => new
        {
            subjectIds = q.SubjectIds.Where(Asking.Contains).ToArray(), hashes = q.Hashes.Where(AskingHashes.Contains).ToArray(),
        });
        host.Others.OnPost<ClaimsQuestion>("governance", "internal/governance/litigation-holds/match", q => new
        {
            holds = q.SubjectIds.Where(Claimed.Contains).Select(s => new { holdId = Guid.NewGuid(), subjectId = s, recordId = (Guid?)null, reviewDate = "2040-01-01" }).ToArray(),
        });
    }

    public RoomHost Host { get; }

    public HttpClient Api { get; private set; }

    public Dictionary<string, DateTimeOffset> Erased { get; } = [];

    public HashSet<string> Suppressed { get; } = [];

    public List<SubjectId> Bound { get; } = [];

    /// <summary>People about whom SubjectRights has an open request, and hashes of identifiers that one gave.</summary>
    public HashSet<SubjectId> Asking { get; } = [];

    public HashSet<string> AskingHashes { get; } = [];

    /// <summary>People whom a claim in Governance needs.</summary>
    public HashSet<SubjectId> Claimed { get; } = [];

    public static async Task<ContactsHost> StartAsync(Action<RoomHostOptions>? configure = null) =>
        new(await RoomHost.StartAsync(new ContactsModule(), configure));

    public async Task StartAgainAsync()
    {
        await Host.StartAgainAsync();
        Api = Host.Client();
    }

    public string Hash(IdentifierKind kind, string normalised) => Host.Hasher.Hash(new Identifier(kind, normalised)).ToString();

    public async Task<Guid> RegisterAsync(object contact)
    {
        using var answer = await Api.PostAsJsonAsync("/api/contacts/", contact);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<Guid>();
    }

    public async Task<(HttpStatusCode Status, string? Code)> TryRegisterAsync(object contact) =>
        await CodeOfAsync(await Api.PostAsJsonAsync("/api/contacts/", contact));

    public async Task<JsonObject> GetAsync(Guid id) => (await Api.GetFromJsonAsync<JsonObject>($"/api/contacts/{id}"))!;

    public async Task<HttpResponseMessage> PatchAsync(Guid id, object change, string ifMatch = "*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/contacts/{id}") { Content = JsonContent.Create(change) };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Api.SendAsync(request);
    }

    public async Task<IReadOnlyList<Guid>> SearchAsync(string query)
    {
        using var answer = await Api.PostAsJsonAsync("/api/contacts/search", new { query });
        var page = await answer.Content.ReadFromJsonAsync<JsonObject>();
        return [.. page!["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>())];
    }

    public async Task<Guid> UploadAsync(byte[] file, object mapping)
    {
        using var answer = await TryUploadAsync(file, mapping);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<Guid>();
    }

    public async Task<HttpResponseMessage> TryUploadAsync(byte[] file, object mapping, string? key = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(file), "file", "people.csv" },
            { new StringContent(mapping as string ?? JsonSerializer.Serialize(mapping)), "mapping" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/contacts/imports") { Content = form };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Api.SendAsync(request);
    }

    public async Task<JsonObject> ProposeAsync(byte[] file, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "people.csv" } };
        using var answer = await Api.PostAsync("/api/contacts/imports/proposal", form);
        Assert.Equal(expected, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async Task<ImportView> ImportAsync(byte[] file, object mapping) => await EndOfAsync(await UploadAsync(file, mapping));

    /// <summary>The pieces of an upload are taken away just after its job has ended.</summary>
    public Task PiecesGoneAsync() =>
        Eventually.Async(() => ReadAsync(async db => !await db.ImportChunks.AnyAsync()), TimeSpan.FromSeconds(20), "the pieces are gone");

    public Task<ImportView> EndOfAsync(Guid import, int seconds = 90) => Eventually.Async(
        async () => await ViewAsync(import) is { Status: "completed" or "failed" or "stopped" } ended ? ended : null,
        TimeSpan.FromSeconds(seconds),
        "the import ends");

    public async Task<ImportView> ViewAsync(Guid import) =>
        (await Api.GetFromJsonAsync<ImportView>($"/api/contacts/imports/{import}"))!;

    public Task<T> ReadAsync<T>(Func<ContactsDbContext, Task<T>> read) => Host.ReadAsync(read);

    public static async Task<(HttpStatusCode Status, string? Code)> CodeOfAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync();
            var code = body.StartsWith('{') ? JsonNode.Parse(body)!["code"]?.GetValue<string>() : null;
            return (answer.StatusCode, code);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Host.DisposeAsync();
    }

    private sealed record HoldsQuestion(IReadOnlyList<SubjectId> SubjectIds, IReadOnlyList<string> Hashes);

    private sealed record ClaimsQuestion(IReadOnlyList<SubjectId> SubjectIds);

    private sealed record ErasuresQuestion(IReadOnlyList<string> Hashes);

    private sealed record SuppressionsQuestion(IReadOnlyList<Candidate> Items);

    private sealed record Candidate(SubjectId SubjectId, IReadOnlyList<string> Hashes);
}

/// <summary>An import as the API shows it.</summary>
internal sealed record ImportView(
    string Status, long RowsRead, long Created, long Updated, long Unchanged, long Rejected, long Suppressed,
    IReadOnlyList<string> WaitingFor, string? Code, IReadOnlyList<ImportViewError> Errors)
{
    public (long, long, long, long, long) Counts => (Created, Updated, Unchanged, Rejected, Suppressed);
}

internal sealed record ImportViewError(long Row, string? Column, string Code);
