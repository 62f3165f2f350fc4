namespace Gdpr.Sales.Features.Importing;

/// <summary>Wakes the worker of this process when a file has come; the worker finds the rest by itself.</summary>
internal sealed class ImportSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0);

    public void Wake() => _signal.Release();

    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken ct) => _signal.WaitAsync(longest, ct);

    public void Dispose() => _signal.Dispose();
}
