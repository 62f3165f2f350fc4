using System.Net;
using System.Net.Http.Json;

namespace Gdpr.Web.Forms;

/// <summary>Shows a form and hands its entries on; what a robot's hand has filled in goes the same way.</summary>
internal sealed class FormClient(HttpClient http, IApiAddress api)
{
    /// <summary>Null where there is no such form in this language.</summary>
    public async Task<FormView?> FindAsync(string form, string language, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri(api.Of("consent"), $"api/consent/entries/{Uri.EscapeDataString(form)}?language={language}"), ct);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<FormView>(ct);
    }

    public async Task<HttpStatusCode> EnterAsync(object entry, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(api.Of("consent"), "api/consent/entries"), entry, ct);
        return (int)answer.StatusCode is 429 or >= 500 ? throw new HttpRequestException("The room is away, or has too much to do.") : answer.StatusCode;
    }
}

public sealed record FormView(string Title, string Html);
