using Gdpr.Messages.Consent;
using Gdpr.Messages.Contacts;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Data;

namespace Gdpr.Architecture.Tests.Planted;

/// <summary>As if in Consent: the withdrawal is its own, the other two are not.</summary>
internal sealed class Forger(RoomDbContext db)
{
    public async Task ForgeAsync()
    {
        await Task.Yield();
        db.Publish(new ConsentWithdrawn(default, "newsletter", "email"));
        db.Publish(new SubjectsRegistered([]));
    }

    public void PassOn(RequestReceived received) => db.Publish(received);
}
