using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gdpr.Platform.Http;

/// <summary>
/// <c>Idempotency-Key</c> on creating paths: the answer is stored in the transaction of the effect, so the same key
/// gets the same answer and no second effect, for 24 hours.
/// </summary>
public static class Idempotency
{
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    public static RouteHandlerBuilder WithIdempotency<TDb>(this RouteHandlerBuilder endpoint)
        where TDb : RoomDbContext =>
        endpoint.AddEndpointFilter(async (invocation, next) =>
        {
            var http = invocation.HttpContext;
            string? key = http.Request.Headers["Idempotency-Key"];
            if (string.IsNullOrEmpty(key))
            {
                return await next(invocation);
            }

            if (key.Length > 200)
            {
                return Problems.Create(422, "IDEMPOTENCY_KEY_INVALID", "An Idempotency-Key has at most 200 characters.");
            }

            var id = Digest($"{http.User.Identity?.Name}\n{http.Request.Path}\n{key}");
            var running = http.RequestServices.GetRequiredService<IdempotencyKeysInFlight>();
            if (!running.TryAdd(id, 0))
            {
                return Problems.Create(409, "IDEMPOTENCY_KEY_IN_FLIGHT", "The first request with this key is still running.");
            }

            try
            {
                return await OnceAsync<TDb>(invocation, next, id);
            }
            finally
            {
                running.TryRemove(id, out _);
            }
        });

    private static async Task<object?> OnceAsync<TDb>(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next, string id)
        where TDb : RoomDbContext
    {
        var http = invocation.HttpContext;
        var db = http.RequestServices.GetRequiredService<TDb>();
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var ring = http.RequestServices.GetRequiredService<IdentifierKeyRing>();
        using var file = MultipartDigest.Of(http.Request, ring.Keys[ring.CurrentKeyId]);
        var body = () => file is not null ? file.FinishAsync(http.RequestAborted)
            : Task.FromResult(KeyedDigest(ring, JsonSerializer.Serialize(invocation.Arguments.FirstOrDefault(a => a is JsonElement || a?.GetType().Name == "Request"), options)));
        var known = await db.IdempotencyKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id && k.ExpiresAt > db.Now, http.RequestAborted);
        if (known is not null)
        {
            return Replay(known, await body(), http);
        }

        return await db.CommitOnceAsync(
            async ct =>
            {
                var result = await next(invocation);
                if (result is IResult answer && Status(answer) is >= 200 and < 300)
                {
                    await RememberAsync(db, Key(db, id, await body(), answer, options), ct);
                }

                return result;
            },
            http.RequestAborted);
    }

    private static IResult Replay(IdempotencyKey known, string body, HttpContext http)
    {
        if (known.BodyDigest != body)
        {
            return Problems.Create(422, "IDEMPOTENCY_KEY_REUSED", "The key was used for another body.");
        }

        if (known.Location is not null)
        {
            http.Response.Headers.Location = known.Location;
        }

        return known.Response is null
            ? TypedResults.StatusCode(known.Status)
            : TypedResults.Text(known.Response, "application/json", Encoding.UTF8, known.Status);
    }

    private static Task RememberAsync(RoomDbContext db, IdempotencyKey key, CancellationToken ct) => db.InTransactionAsync(
        async token =>
        {
            // An earlier use whose day is over, and housekeeping has not come by yet.
            await db.IdempotencyKeys.Where(k => k.Id == key.Id && k.ExpiresAt <= db.Now).ExecuteDeleteAsync(token);
            db.IdempotencyKeys.Add(key);
            await db.SaveChangesAsync(token);
        },
        ct);

    private static IdempotencyKey Key(RoomDbContext db, string id, string body, IResult answer, JsonSerializerOptions options) =>
        new()
        {
            Id = id,
            BodyDigest = body,
            Status = Status(answer) ?? 200,
            Response = Inner(answer) is IValueHttpResult { Value: { } value } ? JsonSerializer.Serialize(value, value.GetType(), options) : null,
            Location = Inner(answer).GetType().GetProperty("Location")?.GetValue(Inner(answer)) as string,
            ExpiresAt = db.Now + Memory,
        };

    private static IResult Inner(IResult result) => result is INestedHttpResult nested ? nested.Result : result;

    private static int? Status(IResult result) => (Inner(result) as IStatusCodeHttpResult)?.StatusCode;

    // A body may be one address and little else: a plain digest of it could be guessed.
    private static string KeyedDigest(IdentifierKeyRing ring, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(ring.Keys[ring.CurrentKeyId], Encoding.UTF8.GetBytes("body\0" + text)));

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Keys whose first request still runs in this process; between replicas the table's key decides.</summary>
internal sealed class IdempotencyKeysInFlight() : ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
