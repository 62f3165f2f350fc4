using Gdpr.Platform.Data;
using MassTransit;
using MassTransit.Context;
using MassTransit.Middleware;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Platform.Messaging;

/// <summary>
/// Loads and tracks saga rows in the room's context. It never saves: the inbox commits saga, outbox and inbox rows
/// together. Stands in for MassTransit.EntityFrameworkCore's repository (docs/adr/0004).
/// </summary>
internal sealed class SagaStore<TSaga, TDb>(TDb db, ISagaConsumeContextFactory<TDb, TSaga> contexts)
    : ISagaRepositoryContextFactory<TSaga>, IQuerySagaRepositoryContextFactory<TSaga>, ILoadSagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISaga
    where TDb : RoomDbContext
{
    public void Probe(ProbeContext context) => context.Add("persistence", "room");

    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class => next.Send(new SagaStoreContext<TSaga, TDb, T>(db, context, contexts));

    public async Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class
    {
        var sagas = await db.Set<TSaga>().Where(query.FilterExpression).ToListAsync(context.CancellationToken);
        var store = new SagaStoreContext<TSaga, TDb, T>(db, context, contexts);
        await next.Send(new LoadedSagaRepositoryQueryContext<TSaga, T>(store, sagas));
    }

    public Task<T> Execute<T>(Func<LoadSagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken)
        where T : class => asyncMethod(new SagaReadContext(db, cancellationToken));

    public Task<T> Execute<T>(Func<QuerySagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken)
        where T : class => asyncMethod(new SagaReadContext(db, cancellationToken));

    private sealed class SagaReadContext(TDb db, CancellationToken ct)
        : BasePipeContext(ct), LoadSagaRepositoryContext<TSaga>, QuerySagaRepositoryContext<TSaga>
    {
        public async Task<TSaga> Load(Guid correlationId) =>
            (await db.Set<TSaga>().AsNoTracking().SingleOrDefaultAsync(s => s.CorrelationId == correlationId, CancellationToken))!;

        public async Task<SagaRepositoryQueryContext<TSaga>> Query(ISagaQuery<TSaga> query, CancellationToken cancellationToken)
        {
            var ids = await db.Set<TSaga>().AsNoTracking()
                .Where(query.FilterExpression).Select(s => s.CorrelationId).ToListAsync(cancellationToken);
            return new DefaultSagaRepositoryQueryContext<TSaga>(this, ids);
        }
    }
}

/// <summary>One message's view of the store; the state machine sees the room's context through it.</summary>
internal sealed class SagaStoreContext<TSaga, TDb, T>(TDb db, ConsumeContext<T> context, ISagaConsumeContextFactory<TDb, TSaga> contexts)
    : ConsumeContextScope<T>(context, db), SagaRepositoryContext<TSaga, T>
    where TSaga : class, ISaga
    where TDb : RoomDbContext
    where T : class
{
    public Task<SagaConsumeContext<TSaga, T>> Add(TSaga instance) => Wrap(instance, SagaConsumeContextMode.Add);

    public Task<SagaConsumeContext<TSaga, T>> Insert(TSaga instance)
    {
        db.Set<TSaga>().Add(instance);
        return Wrap(instance, SagaConsumeContextMode.Insert);
    }

    public async Task<SagaConsumeContext<TSaga, T>> Load(Guid correlationId)
    {
        // A message that is taken along finds the row as the one before has left it.
        var saga = db.Tracked<TSaga>(s => s.CorrelationId == correlationId) ?? await SagaQuery<TDb, TSaga>.LoadAsync(db, correlationId, CancellationToken);
        return saga is null ? null! : await Wrap(saga, SagaConsumeContextMode.Load);
    }

    public Task Save(SagaConsumeContext<TSaga> context)
    {
        db.Set<TSaga>().Add(context.Saga);
        return Task.CompletedTask;
    }

    // A change of child rows alone moves the version too: two instances that each add "the last" row must notice.
    public Task Update(SagaConsumeContext<TSaga> context)
    {
        if (context.Saga is IVersioned saga)
        {
            db.MoveWithOthers(saga);
        }

        return Task.CompletedTask;
    }

    public Task Delete(SagaConsumeContext<TSaga> context)
    {
        db.Set<TSaga>().Remove(context.Saga);
        return Task.CompletedTask;
    }

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context)
    {
        db.Entry(context.Saga).State = EntityState.Unchanged;
        return Task.CompletedTask;
    }

    public Task<SagaConsumeContext<TSaga, TMessage>> CreateSagaConsumeContext<TMessage>(
        ConsumeContext<TMessage> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where TMessage : class => contexts.CreateSagaConsumeContext(db, consumeContext, instance, mode);

    // "this", not the incoming context: activities must find the room's context as a payload.
    private Task<SagaConsumeContext<TSaga, T>> Wrap(TSaga saga, SagaConsumeContextMode mode) =>
        contexts.CreateSagaConsumeContext(db, this, saga, mode);
}
