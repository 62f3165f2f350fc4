using System.Net;
using System.Net.Http.Json;

namespace Gdpr.Web.Cases;

/// <summary>Looks a case up; the secret travels in the body, so that no log of addresses holds it.</summary>
internal sealed class CaseClient(HttpClient http, IApiAddress api)
{
    /// <summary>Null when there is no such case, or the words cannot belong to one.</summary>
    public async Task<CaseView?> FindAsync(string reference, string secret, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(api.Of("subject-rights"), "api/subject-rights/cases/lookup"), new { reference, secret }, ct);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<CaseView>(ct);
    }

    /// <summary>No content when the erasure is stopped, a conflict when there is nothing left to stop, anything else for a wrong link.</summary>
    public async Task<HttpStatusCode> StopAsync(string reference, string token, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(api.Of("subject-rights"), "api/subject-rights/cases/stop"), new { reference, token }, ct);
        return (int)answer.StatusCode >= 500 ? throw new HttpRequestException("The room is away.") : answer.StatusCode;
    }
}
