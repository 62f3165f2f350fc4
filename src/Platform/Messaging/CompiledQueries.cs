using System.Collections.Concurrent;
using Gdpr.Platform.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gdpr.Platform.Messaging;

/// <summary>The one question that every message asks, compiled once per model: a process may host one context on two providers.</summary>
internal static class InboxQuery<TDb>
    where TDb : RoomDbContext
{
    private static readonly ConcurrentDictionary<IModel, Func<TDb, Guid, string, CancellationToken, Task<bool>>> Compiled = [];

    public static Task<bool> SeenAsync(TDb db, Guid messageId, string endpoint, CancellationToken ct) =>
        Compiled.GetOrAdd(db.Model, _ => EF.CompileAsyncQuery((TDb d, Guid id, string e, CancellationToken _) =>
            d.Set<InboxMessage>().Any(m => m.MessageId == id && m.Endpoint == e)))(db, messageId, endpoint, ct);
}

/// <summary>Loads a saga by its id, compiled once per model.</summary>
internal static class SagaQuery<TDb, TSaga>
    where TDb : RoomDbContext
    where TSaga : class, ISaga
{
    private static readonly ConcurrentDictionary<IModel, Func<TDb, Guid, CancellationToken, Task<TSaga?>>> Compiled = [];

    public static Task<TSaga?> LoadAsync(TDb db, Guid correlationId, CancellationToken ct) =>
        Compiled.GetOrAdd(db.Model, _ => EF.CompileAsyncQuery((TDb d, Guid id, CancellationToken _) =>
            d.Set<TSaga>().SingleOrDefault(s => s.CorrelationId == id)))(db, correlationId, ct);
}
