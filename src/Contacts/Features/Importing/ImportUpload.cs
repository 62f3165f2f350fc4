using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;
using Gdpr.Kernel;
using Gdpr.Platform.Privacy;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>Takes a file in as sealed pieces, never as a whole; its bytes are looked at on the way.</summary>
internal sealed class ImportUpload(IServiceScopeFactory scopes, EncodingEvidence evidence)
{
    public const int ChunkSize = 256 * 1024;
    public const long LargestFile = 1024L * 1024 * 1024;

    private static readonly RuleError TooLarge = new("IMPORT_TOO_LARGE", "A file has at most 1 GiB.", 413);
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

            if (read > 0)
            {
                evidence.Look(buffer.AsSpan(0, read));
                await StoreAsync(importId, key, buffer.AsMemory(0, read), ct);
            }
        }
        while (read == buffer.Length);
    }

    private async Task StoreAsync(Guid importId, byte[] key, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ContactsDbContext>();
        var box = Vault.Seal(key, bytes.Span, ImportFile.Context(importId, Chunks));
        db.ImportChunks.Add(new ImportChunk { ImportId = importId, Index = Chunks, Box = box });
        await db.SaveChangesAsync(ct);
        Chunks++;
    }
}
