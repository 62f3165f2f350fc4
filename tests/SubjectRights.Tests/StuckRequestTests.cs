using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Tests;

public sealed class StuckRequestTests
{
    [Fact]
    public async Task A_request_that_waits_for_nothing_is_woken_and_has_a_due_time_again()
    {
        await using var desk = await Desk.OpenAsync(null, SubjectId.New(TimeProvider.System));
        var id = await desk.ReceiveAsync();
        await desk.IdentifyAsync(id);
        await desk.RoundAsync<LocateSubject>(id, "contacts", after: 0);

        // No step of the road leaves this behind: only a fault that nobody has thought of.
        await desk.Room.ReadAsync<SubjectRightsDbContext, int>(
            db => db.Requests.Where(r => r.CorrelationId == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.NextDueAt, (DateTimeOffset?)null)));
        desk.Clock.Set(desk.Clock.GetUtcNow().AddMinutes(2));

        await Eventually.Async(
            () => desk.Room.ReadAsync<SubjectRightsDbContext, bool>(db => db.Requests.IgnoreAutoIncludes().AnyAsync(r => r.CorrelationId == id && r.NextDueAt != null)),
            TimeSpan.FromSeconds(20),
            "the request has a due time");
    }
}
