using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Gdpr.Platform.Http;

namespace Gdpr.Testing.Rooms;

/// <summary>One call that the room under test made to another room.</summary>
public sealed record RoomCall(string Room, string Method, string Path, string Body);

/// <summary>
/// Stands for every other room. A stub answers JSON for a method and a path that begins as given; what no stub answers
/// and rooms that are <see cref="Cut"/> are unreachable. Null answers 404.
/// </summary>
public sealed class OtherRooms
{
    private readonly ConcurrentDictionary<string, byte> _cut = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RoomCall> _calls = new();
    private readonly List<Stub> _stubs = [];

    public IReadOnlyCollection<RoomCall> Calls => _calls;

    public void OnGet(string room, string path, Func<RoomCall, object?> answer) => Add(new Stub(room, "GET", path, answer));

    /// <summary>The body arrives as <typeparamref name="TBody"/>.</summary>
    public void OnPost<TBody>(string room, string path, Func<TBody, object?> answer) =>
        Add(new Stub(room, "POST", path, call => answer(JsonSerializer.Deserialize<TBody>(call.Body, RoomJson.Options)!)));

    /// <summary>The room cannot be reached until <see cref="Mend"/>.</summary>
    public void Cut(string room) => _cut[room] = 0;

    public void Mend(string room) => _cut.TryRemove(room, out _);

    internal async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var room = request.RequestUri!.Host;
        if (room == "identity" && request.RequestUri.AbsolutePath == "/connect/token")
        {
            return Json(new Dictionary<string, object> { ["access_token"] = "test", ["expires_in"] = 3600 });
        }

        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(ct);
        var call = new RoomCall(room, request.Method.Method, request.RequestUri.PathAndQuery, body);
        _calls.Enqueue(call);
        var stub = Find(call);
        if (_cut.ContainsKey(room) || stub is null)
        {
            throw new HttpRequestException($"{room} is out of reach for {call.Method} {request.RequestUri.AbsolutePath}");
        }

        return stub.Answer(call) is { } answer ? Json(answer) : new HttpResponseMessage(HttpStatusCode.NotFound);
    }

    private static HttpResponseMessage Json(object body) => new(HttpStatusCode.OK) { Content = RoomJson.Content(body) };

    private Stub? Find(RoomCall call)
    {
        lock (_stubs)
        {
            return _stubs.LastOrDefault(s => s.Room == call.Room && s.Method == call.Method && call.Path.StartsWith(s.Path, StringComparison.Ordinal));
        }
    }

    private void Add(Stub stub)
    {
        lock (_stubs)
        {
            _stubs.Add(stub with { Path = "/" + stub.Path.TrimStart('/') });
        }
    }

    private sealed record Stub(string Room, string Method, string Path, Func<RoomCall, object?> Answer);
}

internal sealed class OtherRoomsHandler(OtherRooms others) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        others.AnswerAsync(request, cancellationToken);
}
