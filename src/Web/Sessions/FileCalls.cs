using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gdpr.Web.Sessions;

/// <summary>Hands a file on to its room while it comes in: of any size, never held and never written down on the way.</summary>
internal sealed class FileCalls(HttpClient http, IApiAddress api)
{
    public const int PatienceSeconds = 3600;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<(ApiAnswer Answer, T? Value)> SendAsync<T>(
        string room, string path, IEnumerable<(string Name, string Value)> fields, Stream file, string token, CancellationToken ct)
        where T : class
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        // The name that the file has at home may name people; nobody here needs it.
        form.Add(new StreamContent(file), "file", "file");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api.Of(room), $"api/{room}/{path}")) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, ct);
        if ((int)answer.StatusCode >= 500)
        {
            throw new HttpRequestException("A room does not answer.");
        }

        return answer.IsSuccessStatusCode
            ? (new ApiAnswer((int)answer.StatusCode, null), await answer.Content.ReadFromJsonAsync<T>(Json, ct))
            : (new ApiAnswer((int)answer.StatusCode, await RoomCalls.CodeOfAsync(answer, ct)), null);
    }
}
