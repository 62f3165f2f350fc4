using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using MassTransit;

namespace Gdpr.SubjectRights.Features.CaseFiles;

/// <summary>Asks Contacts who lives under the identifiers of an erased person before everybody is asked again.</summary>
internal sealed class PrepareSecondCheckConsumer(SubjectRightsDbContext db, CaseVault vault, RoomHttp http) : IConsumer<PrepareSecondCheck>
{
    public async Task Consume(ConsumeContext<PrepareSecondCheck> context)
    {
        var (id, ct) = (context.Message.RequestId, context.CancellationToken);
        if (await vault.OpenAsync(id, ct) is { } file)
        {
            var living = await Candidates.OfAsync(db.Room, http, file with { Subjects = [] }, ct);
            db.Send(ParticipationEndpoints.Saga, new SecondCheckPrepared(id, living.Count));
        }
    }
}
