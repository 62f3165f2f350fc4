using Gdpr.Kernel;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Platform.Ledger;

/// <summary>Ends a host that must not serve, with a code: its exit code is then not 0.</summary>
internal sealed class StartRefusal(IHostApplicationLifetime lifetime)
{
    private RuleError? _error;

    public RuleError? Error => _error;

    public void Refuse(RuleError error)
    {
        if (Interlocked.CompareExchange(ref _error, error, null) is null)
        {
            lifetime.StopApplication();
        }
    }
}
