using System.Collections.Concurrent;
using Gdpr.Platform.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gdpr.Platform.Messaging;

/// <summary>Loads a saga by its id, compiled once per model: a process may host one context on two providers.</summary>
internal static class SagaQuery<TDb, TSaga>
    where TDb : RoomDbContext
    where TSaga : class, ISaga
{
    private static readonly ConcurrentDictionary<IModel, Func<TDb, Guid, CancellationToken, Task<TSaga?>>> Compiled = [];

    public static Task<TSaga?> LoadAsync(TDb db, Guid correlationId, CancellationToken ct) =>
        Compiled.GetOrAdd(db.Model, _ => EF.CompileAsyncQuery((TDb d, Guid id, CancellationToken _) =>
            d.Set<TSaga>().SingleOrDefault(s => s.CorrelationId == id)))(db, correlationId, ct);
}
