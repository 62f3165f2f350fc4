using System.Text;
using Gdpr.Sales.Data;
using Gdpr.Sales.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.Sales.Features.Importing;

/// <summary>Takes a file in as sealed pieces, never as a whole, and learns on the way whether it is UTF-8.</summary>
internal sealed class ImportUpload(IServiceScopeFactory scopes)
{
    public const int ChunkSize = 256 * 1024;
    public const long LargestFile = 512L * 1024 * 1024;

    private static readonly RuleError TooLarge = new("IMPORT_TOO_LARGE", "A file has at most 512 MiB.", 413);
    private static readonly RuleError NotText = new("IMPORT_NOT_TEXT", "The file holds zero bytes: save it as UTF-8 or Windows-1252.", 422);

    private readonly Decoder _strict = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();

    public bool IsUtf8 { get; private set; } = true;

    public int Chunks { get; private set; }

    public async Task TakeAsync(Guid importId, byte[] key, Stream file, CancellationToken ct)
    {
        var buffer = new byte[ChunkSize];
        var total = 0L;
        int read;
        do
        {
            read = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            total += read;
            if (total > LargestFile)
            {
                throw new RuleViolation(TooLarge);
            }

            Look(buffer.AsSpan(0, read), last: read < buffer.Length);
            if (read > 0)
            {
                await StoreAsync(importId, key, buffer.AsMemory(0, read), ct);
            }
        }
        while (read == buffer.Length);
    }

    private void Look(ReadOnlySpan<byte> bytes, bool last)
    {
        if (bytes.Contains((byte)0))
        {
            throw new RuleViolation(NotText);
        }

        try
        {
            if (IsUtf8)
            {
                Advance(bytes, last);
            }
        }
        catch (DecoderFallbackException)
        {
            IsUtf8 = false;
        }
    }

    // Converting keeps the state of a character that the border of two pieces cuts; the text itself is thrown away.
    private void Advance(ReadOnlySpan<byte> bytes, bool last)
    {
        Span<char> sink = new char[4096];
        while (!bytes.IsEmpty)
        {
            _strict.Convert(bytes, sink, last, out var used, out _, out _);
            bytes = bytes[used..];
        }
    }

    private async Task StoreAsync(Guid importId, byte[] key, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SalesDbContext>();
        var box = Vault.Seal(key, bytes.Span, ImportFile.Context(importId, Chunks));
        db.ImportChunks.Add(new ImportChunk { ImportId = importId, Index = Chunks, Box = box });
        await db.SaveChangesAsync(ct);
        Chunks++;
    }
}
