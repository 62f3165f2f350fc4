using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Gdpr.ServiceDefaults;

/// <summary>
/// Calls to a host of several replicas, some of which may be dead while their addresses are still listed. The address is
/// found anew at each attempt, so that the next one goes to another replica.
/// </summary>
public static class ReplicaCalls
{
    private const int Attempts = 3;

    /// <summary>For calls that may be repeated whatever became of the first: between rooms.</summary>
    public static void AddRepeatedCalls(this IHttpClientBuilder client)
    {
        client.AddStandardResilienceHandler(o =>
        {
            o.Retry.DelayGenerator = attempt => ValueTask.FromResult(Pause(attempt.Outcome, attempt.AttemptNumber));

            // A dead replica is passed by at no cost; it must not keep callers away from the one that lives.
            o.CircuitBreaker.ShouldHandle = call =>
                ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(call.Outcome) && !NobodyListens(call.Outcome));
        }).SelectPipelineByAuthority();
        client.AddServiceDiscovery();
    }

    /// <summary>For calls that are repeated only where the first cannot have arrived: a person's, from a page.</summary>
    public static void AddCalls(this IHttpClientBuilder client)
    {
        client.AddResilienceHandler("replicas", pipeline => pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = Attempts,
            ShouldHandle = call => ValueTask.FromResult(NobodyListens(call.Outcome)),
            DelayGenerator = _ => ValueTask.FromResult<TimeSpan?>(TimeSpan.Zero),
        }));
        client.AddServiceDiscovery();
    }

    // At once to the next replica; but where nobody listens at all, it takes time until somebody does.
    private static TimeSpan? Pause(Outcome<HttpResponseMessage> outcome, int attempt) =>
        attempt == 0 && NobodyListens(outcome) ? TimeSpan.Zero : null;

    private static bool NobodyListens(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
}
