using System.Text;
using Gdpr.Contacts.Data;
using Gdpr.Contacts.Domain;
using Gdpr.Contacts.Files;
using Gdpr.Kernel;
using Gdpr.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Contacts.Features.Importing;

/// <summary>Reads an uploaded file back, one sealed piece at a time.</summary>
internal sealed class ImportFile(IServiceScopeFactory scopes, Guid importId, byte[] key, int chunks) : Stream
{
    private byte[] _piece = [];
    private int _at;
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static byte[] Context(Guid importId, int index) => Encoding.ASCII.GetBytes($"{importId}:{index}");

    /// <summary>The file as text, in the encoding that was found or stated.</summary>
    public static TextReader Open(IServiceScopeFactory scopes, ImportJob job) => new StreamReader(
        new ImportFile(scopes, job.Id, job.Key!, job.Chunks), TextEncodings.Of(job.Encoding), detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_at == _piece.Length)
        {
            if (_next == chunks)
            {
                return 0;
            }

            _piece = await PieceAsync(_next++, cancellationToken);
            _at = 0;
        }

        var count = Math.Min(buffer.Length, _piece.Length - _at);
        _piece.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A file is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task<byte[]> PieceAsync(int index, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ContactsDbContext>();
        var box = await db.ImportChunks.AsNoTracking()
            .Where(c => c.ImportId == importId && c.Index == index)
            .Select(c => c.Box)
            .SingleOrDefaultAsync(ct)
            ?? throw new RuleViolation(ContactsErrors.ImportNotFound);
        return Vault.Open(key, box, Context(importId, index));
    }
}
