namespace Gdpr.Platform.Data;

/// <summary>
/// Keys of version 7 that rise strictly within a host: the framework's are random inside one millisecond, and rows
/// written together would lose their order.
/// </summary>
internal sealed class NewIds
{
    private const int MostPerMillisecond = 0xFFF;
    private readonly Lock _gate = new();
    private long _last;
    private int _count;

    public Guid Next(DateTimeOffset now)
    {
        var (moment, count) = Step(now.ToUnixTimeMilliseconds());
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(moment)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (count >> 8));
        bytes[7] = (byte)count;
        return new Guid(bytes, bigEndian: true);
    }

    // A clock that stands or goes back does not take the order with it, as long as it is no test's jump of a second or more.
    private (long Moment, int Count) Step(long milliseconds)
    {
        lock (_gate)
        {
            if (milliseconds > _last || milliseconds < _last - 1000)
            {
                (_last, _count) = (milliseconds, 0);
            }
            else if (++_count > MostPerMillisecond)
            {
                (_last, _count) = (_last + 1, 0);
            }

            return (_last, _count);
        }
    }
}
