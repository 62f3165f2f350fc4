using System.Buffers.Text;
using System.Text;

namespace Gdpr.Platform.Http;

/// <summary>One page of a list: its items and the cursor of the next page, or null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Cursor paging by a key ordered in time: <c>?after=&amp;limit=</c>.</summary>
public static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    /// <summary>Null when the cursor is not one of ours.</summary>
    public static Guid? Decode(string? after)
    {
        if (string.IsNullOrEmpty(after))
        {
            return Guid.Empty;
        }

        Span<byte> bytes = stackalloc byte[16];
        return after.Length == 22 && Base64Url.IsValid(after) && Base64Url.TryDecodeFromChars(after, bytes, out var n) && n == 16
            ? new Guid(bytes, bigEndian: true)
            : null;
    }

    public static string Encode(Guid last) => Base64Url.EncodeToString(last.ToByteArray(bigEndian: true));

    public static int Limit(int? asked) => Math.Clamp(asked ?? DefaultLimit, 1, MaxLimit);

    /// <summary>Makes a page of rows read with one more than the limit.</summary>
    public static Page<T> Of<T>(IReadOnlyList<T> rows, int limit, Func<T, Guid> key) =>
        rows.Count > limit ? new Page<T>([.. rows.Take(limit)], Encode(key(rows[limit - 1]))) : new Page<T>(rows, null);
}
