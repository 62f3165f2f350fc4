using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>Tells one event to one address; every end of the call is a code.</summary>
internal sealed class WebhookCalls(HttpClient client, Credentials credentials, ConnectorsSettings settings, TimeProvider clock)
{
    public async Task<(bool Heard, string Code)> PostAsync(Webhook webhook, WebhookDelivery delivery, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.TotalTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(delivery.Body!, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
            request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(credentials.SecretOf(webhook), delivery.Body!, clock.GetUtcNow()));
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return (answer.IsSuccessStatusCode, ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (CodeOf(e, ct) is not null)
        {
            return (false, CodeOf(e, ct)!);
        }
    }

    private static string? CodeOf(Exception e, CancellationToken stopping) => e switch
    {
        RuleViolation broken => broken.Error.Code,
        HttpRequestException failed when Calls.IsRefusedAddress(failed) => ConnectorsErrors.HostNotAllowed.Code,
        HttpRequestException => Calls.Unreachable,
        OperationCanceledException when !stopping.IsCancellationRequested => Calls.Unreachable,
        _ => null,
    };
}
