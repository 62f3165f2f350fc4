using System.Net;
using System.Net.Http.Json;
using Gdpr.Web.Cases;

namespace Gdpr.Web.Consents;

/// <summary>What the links of a consent show and do; the token travels in the body, so that no log of addresses holds it.</summary>
internal sealed class ConsentClient(HttpClient http, IApiAddress api)
{
    /// <summary>Null for a link that is none.</summary>
    public async Task<ConsentView?> FindAsync(string token, CancellationToken ct)
    {
        using var answer = await PostAsync("receipt", new { token }, ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<ConsentView>(ct) : null;
    }

    public async Task<HttpStatusCode> WithdrawAsync(string token, CancellationToken ct)
    {
        using var answer = await PostAsync("withdrawals", new { token }, ct);
        return answer.StatusCode;
    }

    public async Task<HttpStatusCode> ConfirmAsync(string token, string? ip, string? userAgent, CancellationToken ct)
    {
        using var answer = await PostAsync("confirmations", new { token, ip, userAgent }, ct);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> PostAsync(string act, object body, CancellationToken ct)
    {
        var answer = await http.PostAsJsonAsync(new Uri(api.Of("consent"), $"api/consent/links/{act}"), body, ct);
        return (int)answer.StatusCode is 429 or >= 500 ? throw new HttpRequestException("The room is away, or has too much to do.") : answer;
    }
}

/// <summary>A consent as its person sees it.</summary>
public sealed record ConsentView(ReceiptView Receipt, bool Stands);

public sealed record ReceiptView(Guid ReceiptId, PurposeView Purpose, string Channel, DateTimeOffset At, NoticeView? Notice, ControllerView Controller);

public sealed record PurposeView(string Code, string Fr, string En);

public sealed record NoticeView(int Version, string Language, string Text);

public sealed record ControllerView(string Name, string? Contact);
