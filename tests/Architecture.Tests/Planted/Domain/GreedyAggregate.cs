using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Architecture.Tests.Planted.Domain;

internal sealed class GreedyAggregate(RoomDbContext db)
{
    public string Room => db.Room;
}

internal sealed class QuietlyGreedyAggregate
{
    public static async Task<int> CountAsync(IQueryable<ModestAggregate> rows)
    {
        await Task.Yield();
        return await rows.CountAsync();
    }
}

internal sealed class ModestAggregate
{
    public required SubjectId SubjectId { get; init; }
}
