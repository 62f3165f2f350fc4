using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

public sealed class SilentTargetTests
{
    [Fact]
    public async Task Who_does_not_answer_is_asked_again_ever_more_rarely()
    {
        await using var desk = await Desk.OpenAsync(null, SubjectId.New(TimeProvider.System));
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.RoundAsync<LocateSubject>(id, "contacts", after: 0);

        var waits = new List<double>();
        for (var asked = 1; asked <= 7; asked++)
        {
            var (now, due) = await AskedAsync(desk, id, asked);
            waits.Add(Math.Ceiling((due - now).TotalMinutes));
            desk.Clock.Set(due);
        }

        Assert.Equal([1, 2, 4, 8, 16, 16, 16], waits);
        Assert.All(desk.Room.Bus.All<LocateSubject>(), c => Assert.Equal(1, c.Round));
    }

    private static async Task<(DateTimeOffset Now, DateTimeOffset Due)> AskedAsync(Desk desk, Guid id, int times)
    {
        var due = await Eventually.Async(
            async () => await desk.Room.ReadAsync<SubjectRightsDbContext, object?>(async db => await db.Requests.Where(r => r.CorrelationId == id)
                .SelectMany(r => r.Targets).Where(t => t.Name == "contacts" && t.Attempts == times).Select(t => t.DueAt).SingleOrDefaultAsync()),
            TimeSpan.FromSeconds(30),
            $"contacts was asked {times} times");
        return (desk.Clock.GetUtcNow(), (DateTimeOffset)due);
    }
}
