using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gdpr.Campaigns.Delivering;

/// <summary>How one provider is spoken to: a request for a message, and what its answer means.</summary>
internal interface ISmsProvider
{
    HttpRequestMessage Request(Parcel parcel, string sender);

    Outcome Read(Parcel parcel, HttpStatusCode status, string body);
}

/// <summary>
/// SMS over a provider's API. No provider here takes a key of ours: a message whose answer did not come, or was an error of
/// the provider's own, is <em>unknown</em>; only what was surely not processed is tried again.
/// </summary>
internal sealed class SmsLane(HttpClient http, ISmsProvider provider, string sender) : ILane
{
    public Task OpenAsync(CancellationToken ct) => Task.CompletedTask;

    public async Task<Outcome> SendAsync(Parcel parcel)
    {
        try
        {
            using var request = provider.Request(parcel, sender);
            using var answer = await http.SendAsync(request, CancellationToken.None);
            var body = await answer.Content.ReadAsStringAsync();
            return answer.StatusCode switch
            {
                HttpStatusCode.TooManyRequests => Of(parcel, Fate.Deferred, "SMS_429"),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Of(parcel, Fate.Barred, $"SMS_{(int)answer.StatusCode}"),
                >= HttpStatusCode.InternalServerError => Of(parcel, Fate.Unknown, $"SMS_{(int)answer.StatusCode}"),
                _ => provider.Read(parcel, answer.StatusCode, body),
            };
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            return Of(parcel, Fate.Deferred, "PROVIDER_UNREACHABLE");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or IOException)
        {
            return Of(parcel, Fate.Unknown, "CUT_OFF");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static Outcome Of(Parcel parcel, Fate fate, string? code, string? providerId = null) => new(parcel.SendId, parcel.SubjectId, fate, code, providerId);
}

/// <summary>Twilio's Messages API.</summary>
internal sealed class TwilioSms(SmsSettings settings) : ISmsProvider
{
    public HttpRequestMessage Request(Parcel parcel, string sender)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Url, $"/2010-04-01/Accounts/{settings.Account}/Messages.json"))
        {
            Content = new FormUrlEncodedContent([new("To", parcel.To), new("From", sender), new("Body", parcel.Text!)]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.Account}:{settings.Secret}")));
        return request;
    }

    public Outcome Read(Parcel parcel, HttpStatusCode status, string body)
    {
        using var answer = JsonDocument.Parse(body);
        if (status is HttpStatusCode.Created or HttpStatusCode.OK)
        {
            return SmsLane.Of(parcel, Fate.Sent, null, answer.RootElement.GetProperty("sid").GetString());
        }

        // 21610: the person has sent STOP to Twilio; 21211 and 21614: no mobile number.
        return answer.RootElement.TryGetProperty("code", out var code) && code.TryGetInt32(out var number)
            ? SmsLane.Of(parcel, number is 21610 ? Fate.Stopped : number is 21211 or 21614 ? Fate.Bounced : Fate.Failed, $"TWILIO_{number}")
            : SmsLane.Of(parcel, Fate.Failed, $"SMS_{(int)status}");
    }
}

/// <summary>OVH's SMS jobs; signed with application secret and consumer key.</summary>
internal sealed class OvhSms(SmsSettings settings, TimeProvider clock) : ISmsProvider
{
    public HttpRequestMessage Request(Parcel parcel, string sender)
    {
        var url = $"{settings.Url.ToString().TrimEnd('/')}/sms/{settings.Account}/jobs";
        var body = JsonSerializer.Serialize(new { receivers = new[] { parcel.To }, message = parcel.Text, sender, noStopClause = false });
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        OvhSignature.Sign(request, settings, body, clock.GetUtcNow());
        return request;
    }

    public Outcome Read(Parcel parcel, HttpStatusCode status, string body)
    {
        if (status is not HttpStatusCode.OK)
        {
            return SmsLane.Of(parcel, Fate.Failed, $"SMS_{(int)status}");
        }

        using var answer = JsonDocument.Parse(body);
        return answer.RootElement.TryGetProperty("invalidReceivers", out var invalid) && invalid.GetArrayLength() > 0
            ? SmsLane.Of(parcel, Fate.Bounced, "OVH_INVALID_RECEIVER")
            : SmsLane.Of(parcel, Fate.Sent, null, answer.RootElement.GetProperty("ids")[0].ToString());
    }

}

/// <summary>How OVH knows its callers: a digest of secret, consumer, what is asked and when.</summary>
internal static class OvhSignature
{
    public static void Sign(HttpRequestMessage request, SmsSettings settings, string body, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
#pragma warning disable CA5350 // OVH prescribes SHA-1 for this signature.
        var digest = SHA1.HashData(Encoding.UTF8.GetBytes($"{settings.Secret}+{settings.ConsumerKey}+{request.Method}+{request.RequestUri}+{body}+{time}"));
#pragma warning restore CA5350
        request.Headers.Add("X-Ovh-Application", settings.Key);
        request.Headers.Add("X-Ovh-Consumer", settings.ConsumerKey);
        request.Headers.Add("X-Ovh-Timestamp", time);
        request.Headers.Add("X-Ovh-Signature", $"$1${Convert.ToHexStringLower(digest)}");
    }
}
