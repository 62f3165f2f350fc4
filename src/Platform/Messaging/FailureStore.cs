using Gdpr.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// Writes down a message that could not be handled. With the database away it waits, and the broker with it: giving the
/// message back would only use up its deliveries.
/// </summary>
internal sealed class FailureStore<TDb>(IServiceScopeFactory scopes, TimeProvider clock)
    where TDb : RoomDbContext
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task SaveAsync(Action<TDb> write, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<TDb>();
                write(db);
                await db.SaveChangesAsync(ct);
                return;
            }
            catch (Exception) when (!ct.IsCancellationRequested)
            {
                await Task.Delay(Pause, clock, ct);
            }
        }
    }
}
