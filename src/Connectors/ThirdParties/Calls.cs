using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Gdpr.Connectors.Domain;
using Gdpr.Kernel;
using Polly;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>Speaks the in-house contract to one connection; every end of a call comes back as a <see cref="Reply"/>.</summary>
internal sealed class Calls(HttpClient client, Pipelines pipelines, Credentials credentials, TimeProvider clock)
{
    public const string Unreachable = "THIRD_PARTY_UNREACHABLE";
    public const string Error = "THIRD_PARTY_ERROR";
    public const string Refused = "THIRD_PARTY_REFUSED";
    public const string CredentialRefused = "CREDENTIAL_REFUSED";
    public const string NotUnderstood = "ANSWER_NOT_UNDERSTOOD";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Asks what became of an earlier question; <see cref="ReplyKind.Unknown"/> when it never arrived.</summary>
    public Task<Reply> AskAsync(Connection connection, Guid key, CancellationToken ct) =>
        SendAsync(connection, $"subject-requests/{key}", null, harmless: true, (status, body) => Read(status, body, key), ct);

    public Task<Reply> PostAsync(Connection connection, Question question, CancellationToken ct) =>
        SendAsync(
            connection,
            "subject-requests",
            AnswerReader.Write(question),
            harmless: question.Type is "locate" or "access",
            (status, body) => Read(status, body, question.Id),
            ct);

    /// <summary>What the third party says it understands; null with the reason when it cannot be had.</summary>
    public async Task<(Discovery? Discovery, Reply Reply)> DiscoverAsync(Connection connection, CancellationToken ct)
    {
        Discovery? found = null;
        var reply = await SendAsync(
            connection,
            ".well-known/subject-rights",
            null,
            harmless: true,
            (status, body) =>
            {
                found = AnswerReader.ReadDiscoveryOrNull(body);
                return found is null ? new Reply(ReplyKind.NotUnderstood, NotUnderstood, status) : new Reply(ReplyKind.Answered, null, status);
            },
            ct);
        return (found, reply);
    }

    internal static bool IsRefusedAddress(Exception e) =>
        e is AddressRefused || (e.InnerException is { } inner && IsRefusedAddress(inner));

    private async Task<Reply> SendAsync(
        Connection connection, string path, byte[]? body, bool harmless, Func<int, byte[], Reply> read, CancellationToken ct)
    {
        var address = new Uri(new Uri(connection.BaseUrl.AbsoluteUri.TrimEnd('/') + "/"), path);
        if (!connection.Allows(address))
        {
            return new Reply(ReplyKind.Permanent, ConnectorsErrors.HostNotAllowed.Code);
        }

        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(Pipelines.Harmless, harmless);
        try
        {
            var token = credentials.TokenOf(connection);
            using var answer = await pipelines.Of(connection.Id).ExecuteAsync(
                async c =>
                {
                    using var request = Request(address, body, token);
                    return await client.SendAsync(request, c.CancellationToken);
                },
                context);
            return Classify(answer, await answer.Content.ReadAsByteArrayAsync(ct), read);
        }
        catch (Exception e) when (FailureOf(e) is not null)
        {
            return FailureOf(e)!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static HttpRequestMessage Request(Uri address, byte[]? body, string token)
    {
        var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        }

        return request;
    }

    private Reply Classify(HttpResponseMessage answer, byte[] body, Func<int, byte[], Reply> read)
    {
        var status = (int)answer.StatusCode;
        var reply = answer.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted => read(status, body),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new Reply(ReplyKind.Permanent, CredentialRefused),
            HttpStatusCode.NotFound => new Reply(ReplyKind.Unknown, Refused),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new Reply(ReplyKind.Transient, Error),
            >= HttpStatusCode.BadRequest => new Reply(ReplyKind.Permanent, Refused),
            _ => new Reply(ReplyKind.NotUnderstood, NotUnderstood),
        };
        return reply with
        {
            StatusCode = status,
            Digest = Convert.ToHexStringLower(SHA256.HashData(body)),
            RetryAfter = RetryAfter.Of(answer, clock.GetUtcNow()),
        };
    }

    private static Reply Read(int status, byte[] body, Guid key) => AnswerReader.ReadOrNull(body, key) switch
    {
        null => new Reply(ReplyKind.NotUnderstood, NotUnderstood, status),
        { Status: AnswerStatus.FailedTransient } => new Reply(ReplyKind.Transient, Error, status),
        { Status: AnswerStatus.FailedPermanent } => new Reply(ReplyKind.Permanent, Refused, status),
        var answer => new Reply(ReplyKind.Answered, answer.Status.ToString(), status, Answer: answer),
    };

    private static Reply? FailureOf(Exception e) => e switch
    {
        RuleViolation broken => new Reply(ReplyKind.Permanent, broken.Error.Code),
        HttpRequestException failed when IsRefusedAddress(failed) => new Reply(ReplyKind.Permanent, ConnectorsErrors.HostNotAllowed.Code),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new Reply(ReplyKind.NotUnderstood, NotUnderstood),
        HttpRequestException or ExecutionRejectedException => new Reply(ReplyKind.Transient, Unreachable),
        _ => null,
    };
}
