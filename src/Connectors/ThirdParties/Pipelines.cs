using System.Collections.Concurrent;
using System.Net;
using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Gdpr.Connectors.ThirdParties;

/// <summary>
/// One resilience pipeline per connection, so that a slow or broken third party costs only itself: total time,
/// concurrency, circuit breaker, short retries, time per attempt. Longer waits go back to the store.
/// </summary>
internal sealed class Pipelines(ConnectorsSettings settings, TimeProvider clock)
{
    private const int AtOnce = 4;
    private const int Queue = 64;

    /// <summary>A longer wait than this does not hold a worker.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, ResiliencePipeline<HttpResponseMessage>> _pipelines = new();

    /// <summary>Lets the pipeline know whether repeating is harmless whatever became of the first attempt.</summary>
    public static readonly ResiliencePropertyKey<bool> Harmless = new("harmless");

    public ResiliencePipeline<HttpResponseMessage> Of(Guid connectionId) => _pipelines.GetOrAdd(connectionId, _ => Build());

    private ResiliencePipeline<HttpResponseMessage> Build() =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddTimeout(settings.TotalTimeout)
            .AddConcurrencyLimiter(AtOnce, Queue)
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = 0.8,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is HttpRequestException or TimeoutRejectedException || (int?)args.Outcome.Result?.StatusCode >= 500),
            })
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(250),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = args => ValueTask.FromResult(IsWorthRepeating(args.Context, args.Outcome)),
                DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result is { } answer ? RetryAfter.Of(answer, clock.GetUtcNow()) : null),
                OnRetry = args =>
                {
                    args.Outcome.Result?.Dispose();
                    return default;
                },
            })
            .AddTimeout(settings.AttemptTimeout)
            .Build();

    // An act whose outcome is unknown is not repeated here: the third party is asked first what became of it.
    private bool IsWorthRepeating(ResilienceContext context, Outcome<HttpResponseMessage> outcome)
    {
        var harmless = context.Properties.GetValue(Harmless, false);
        if (outcome.Exception is HttpRequestException failed)
        {
            return !Calls.IsRefusedAddress(failed) && (harmless || NeverArrived(failed));
        }

        if (outcome.Exception is not null)
        {
            return harmless && outcome.Exception is TimeoutRejectedException;
        }

        var status = outcome.Result?.StatusCode;
        var transient = status is HttpStatusCode.TooManyRequests || (harmless && (status is HttpStatusCode.RequestTimeout || (int?)status >= 500));
        return transient && !(RetryAfter.Of(outcome.Result!, clock.GetUtcNow()) > LongestPause);
    }

    private static bool NeverArrived(HttpRequestException failed) =>
        failed.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
}
