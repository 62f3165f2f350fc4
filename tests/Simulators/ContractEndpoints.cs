using System.Security.Cryptography;
using System.Text;
using Gdpr.Simulators.Contract;
using Gdpr.Simulators.Misbehaving;
using Gdpr.Simulators.Requests;

namespace Gdpr.Simulators;

/// <summary>The in-house contract itself, each endpoint behind the bearer token.</summary>
internal static class ContractEndpoints
{
    private const string Root = "/subject-requests";
    private const string WellKnown = "/.well-known/subject-rights";

    public static void Map(WebApplication app, string token)
    {
        // Before the body is looked at: whoever has no token learns nothing about it.
        app.Use((context, next) =>
            Belongs(context.Request.Path) && !Bears(context.Request, token)
                ? Refusal(StatusCodes.Status401Unauthorized, "UNAUTHORIZED").ExecuteAsync(context)
                : next(context));
        app.MapGet(WellKnown, () => Discovery.OfThisApplication);
        app.MapPost(Root, SubmitAsync);
        app.MapGet($"{Root}/{{id:guid}}", PollAsync);
        app.MapDelete($"{Root}/{{id:guid}}", Cancel);
    }

    private static async Task<IResult> SubmitAsync(
        SubjectRequest request, Records records, Mood mood, TimeProvider clock, HttpContext context, CancellationToken ct)
    {
        if (request.Id == Guid.Empty || request.Identifiers is not { Count: > 0 })
        {
            return Refusal(StatusCodes.Status400BadRequest, "INVALID_REQUEST");
        }

        var whim = mood.Next(request.Type.Changes());
        records.CountCall(request);
        if (await SpoiltAsync(whim, mood, clock, context, ct) is { } spoilt)
        {
            return spoilt;
        }

        var answer = records.Carry(request, whim.Lie, whim.Pending ? Math.Max(1, mood.Settings.Polls) : 0);
        return answer is null
            ? Refusal(StatusCodes.Status409Conflict, "IDEMPOTENCY_MISMATCH")
            : await DeliveredAsync(answer, whim, ct);
    }

    private static async Task<IResult> PollAsync(
        Guid id, Records records, Mood mood, TimeProvider clock, HttpContext context, CancellationToken ct)
    {
        var whim = mood.NextForPoll();
        if (await SpoiltAsync(whim, mood, clock, context, ct) is { } spoilt)
        {
            return spoilt;
        }

        return records.Poll(id, mood.Settings.Kinds.Contains("lie")) is { } answer
            ? await DeliveredAsync(answer, whim, ct)
            : Refusal(StatusCodes.Status404NotFound, "UNKNOWN_REQUEST");
    }

    private static IResult Cancel(Guid id, Records records) => records.Cancel(id) switch
    {
        true => Results.NoContent(),
        false => Refusal(StatusCodes.Status409Conflict, "NOT_PENDING"),
        null => Refusal(StatusCodes.Status404NotFound, "UNKNOWN_REQUEST"),
    };

    /// <summary>What goes wrong before anything was done.</summary>
    private static async Task<IResult?> SpoiltAsync(
        Whim whim, Mood mood, TimeProvider clock, HttpContext context, CancellationToken ct)
    {
        if (whim.Slow)
        {
            await Task.Delay(mood.Settings.LatencyMs, ct);
        }

        if (whim.Failure == Failure.TooMany && mood.NextRetryAfter(clock.GetUtcNow()) is { } retryAfter)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return whim.Failure switch
        {
            Failure.TooMany => Refusal(StatusCodes.Status429TooManyRequests, "TOO_MANY_REQUESTS"),
            Failure.BeforeEffect => Refusal(StatusCodes.Status500InternalServerError, "BEFORE_EFFECT"),
            _ => null,
        };
    }

    /// <summary>What goes wrong after the effect, which the caller then cannot know of.</summary>
    private static async Task<IResult> DeliveredAsync(RequestAnswer answer, Whim whim, CancellationToken ct)
    {
        if (whim.Failure == Failure.Silence)
        {
            await Task.Delay(Timeout.Infinite, ct);
        }

        return whim.Failure == Failure.AfterEffect ? Refusal(StatusCodes.Status500InternalServerError, "AFTER_EFFECT")
            : answer.Status == RequestStatus.AcceptedPending ? Results.Json(answer, statusCode: StatusCodes.Status202Accepted)
            : Results.Ok(answer);
    }

    private static bool Belongs(PathString path) =>
        path.StartsWithSegments(Root) || path.StartsWithSegments(WellKnown);

    private static bool Bears(HttpRequest request, string token) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}"));

    private static IResult Refusal(int status, string code) => Results.Problem(
        statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
