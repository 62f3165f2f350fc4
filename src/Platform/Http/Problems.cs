using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gdpr.Platform.Http;

/// <summary>Problem details (RFC 9457) with a stable <c>code</c>; never a value that somebody sent.</summary>
public static class Problems
{
    public static ProblemHttpResult From(RuleError error) => Create(error.Status, error.Code, error.Message);

    public static ProblemHttpResult Create(int status, string code, string detail, IDictionary<string, object?>? more = null)
    {
        var problem = new ProblemDetails { Status = status, Title = Title(status), Detail = detail, Type = $"https://gdpr.example/problems/{code}" };
        problem.Extensions["code"] = code;
        foreach (var (key, value) in more ?? new Dictionary<string, object?>())
        {
            problem.Extensions[key] = value;
        }

        return TypedResults.Problem(problem);
    }

    /// <summary>The one answer to an <c>after</c> that no page gave.</summary>
    public static ProblemHttpResult CursorMalformed() => Create(422, "CURSOR_MALFORMED", "The cursor is not one of ours.");

    public static string CodeOf(int status) => status switch
    {
        400 => "BAD_REQUEST",
        401 => "UNAUTHENTICATED",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        405 => "METHOD_NOT_ALLOWED",
        409 => "CONFLICT",
        412 => "PRECONDITION_FAILED",
        413 => "BODY_TOO_LARGE",
        415 => "MEDIA_TYPE_NOT_SUPPORTED",
        422 => "RULE_BROKEN",
        423 => "LOCKED",
        428 => "PRECONDITION_REQUIRED",
        429 => "TOO_MANY_REQUESTS",
        502 or 503 or 504 => "UNAVAILABLE",
        _ => status >= 500 ? "INTERNAL_ERROR" : "BAD_REQUEST",
    };

    private static string Title(int status) => CodeOf(status).Replace('_', ' ').ToLowerInvariant();
}

/// <summary>The one place where an exception becomes an answer; its text stays inside.</summary>
internal sealed partial class ExceptionAnswers(ILogger<ExceptionAnswers> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        await Answer(exception).ExecuteAsync(httpContext);
        return true;
    }

    private ProblemHttpResult Answer(Exception exception)
    {
        switch (exception)
        {
            case RuleViolation broken:
                return Problems.From(broken.Error);
            case BadHttpRequestException bad:
                return bad.StatusCode == 400
                    ? Problems.Create(400, "BODY_MALFORMED", "The body or a parameter is not in the shape of the contract.")
                    : Problems.Create(bad.StatusCode, Problems.CodeOf(bad.StatusCode), "The body is larger than, or not of the kind that this path accepts.");
            // A form in parts that ends too early or has no border: only its reader says so, with no exception of its own.
            case IOException or InvalidDataException when exception.Source == "Microsoft.AspNetCore.WebUtilities":
            // Half of a character beyond the basic plane, in a part of the body that is read as it comes.
            case InvalidOperationException when exception.Source == "System.Text.Json.Rethrowable":
                return Problems.Create(400, "BODY_MALFORMED", "The body or a parameter is not in the shape of the contract.");
            case DbUpdateConcurrencyException:
            case DbUpdateException taken when UniqueKeys.IsTaken(taken):
                return Problems.Create(409, "CHANGED_MEANWHILE", "Somebody else changed this in the meantime; read it again.");
            case var text when SaveFailures.IsUnstorableText(text):
                return Problems.Create(422, "TEXT_INVALID", "A text holds a character that cannot be kept.");
            case HttpRequestException or TimeoutException or Polly.ExecutionRejectedException:
                Log.Failed(log, exception.GetType().Name);
                return Problems.Create(503, "UNAVAILABLE", "Another service is needed and does not answer; try again.");
            default:
                Log.Failed(log, exception.GetType().Name);
                return Problems.Create(500, "INTERNAL_ERROR", "The request failed; nothing of it was kept.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request failed with {Error}")]
        public static partial void Failed(ILogger logger, string error);
    }
}
