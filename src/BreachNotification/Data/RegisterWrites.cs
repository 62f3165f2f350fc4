using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gdpr.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.BreachNotification.Data;

/// <summary>Appending to the register, and reading whether it is whole.</summary>
internal static class RegisterWrites
{
    public static readonly string Genesis = new('0', 64);

    /// <summary>Adds a line to the caller's transaction; the row of the head keeps other writers waiting until it commits.</summary>
    public static async Task RecordAsync(
        this BreachNotificationDbContext db, Guid breachId, string code, string actor, object content, CancellationToken ct)
    {
        if (await db.RegisterHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Length, h => h.Length + 1), ct) == 0)
        {
            db.RegisterHeads.Add(new RegisterHead { Length = 1, Digest = Genesis });
            await db.SaveChangesAsync(ct);
        }

        var head = await db.RegisterHeads.AsNoTracking().SingleAsync(ct);
        var text = JsonSerializer.Serialize(content, content.GetType(), RoomJson.Options);
        var at = db.Now;
        var digest = DigestOf(head.Digest, head.Length, breachId, at, code, actor, text);
        db.Register.Add(new RegisterEntry
        {
            Sequence = head.Length,
            BreachId = breachId,
            At = at,
            Code = code,
            Actor = actor,
            Content = text,
            PreviousDigest = head.Digest,
            Digest = digest,
        });
        await db.RegisterHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Digest, digest), ct);
    }

    /// <summary>The first line that does not follow from the one before it; 0 when the register is whole.</summary>
    public static async Task<(long Entries, long FirstBroken)> CheckAsync(this BreachNotificationDbContext db, CancellationToken ct)
    {
        var (previous, length) = (Genesis, 0L);
        await foreach (var e in db.Register.AsNoTracking().OrderBy(r => r.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (e.Sequence != length + 1 || e.PreviousDigest != previous
                || e.Digest != DigestOf(previous, e.Sequence, e.BreachId, e.At, e.Code, e.Actor, e.Content))
            {
                return (length, length + 1);
            }

            (previous, length) = (e.Digest, e.Sequence);
        }

        var head = await db.RegisterHeads.AsNoTracking().SingleOrDefaultAsync(ct);
        var whole = head is null ? length == 0 : head.Length == length && head.Digest == previous;
        return (length, whole ? 0 : length + 1);
    }

    private static string DigestOf(string previous, long sequence, Guid breachId, DateTimeOffset at, string code, string actor, string content)
    {
        var line = JsonSerializer.Serialize(new object[] { previous, sequence, breachId, at.UtcTicks, code, actor, content });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
    }
}
