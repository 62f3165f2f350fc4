using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.CaseFiles;

/// <summary>Asks Contacts who the person is and gathers every identifier ever known; several matches disclose nothing.</summary>
internal sealed class OpenCaseFileConsumer(SubjectRightsDbContext db, CaseVault vault, IdentifierHasher hasher, RoomHttp http, GdprSettings settings) : IConsumer<OpenCaseFile>
{
    public async Task Consume(ConsumeContext<OpenCaseFile> context)
    {
        var (id, chosen) = (context.Message.RequestId, context.Message.Chosen);
        var ct = context.CancellationToken;
        if (await vault.OpenAsync(id, ct) is not { } content)
        {
            return;
        }

        var candidates = chosen is { } one ? [one] : await Candidates.OfAsync(db.Room, http, content, ct);
        if (candidates.Count > 1)
        {
            Report(id, candidates.Count, null, [], 0, []);
            return;
        }

        var known = candidates.Count == 1 ? await IdentifiersAsync(candidates[0], ct) : null;
        var complete = content with
        {
            Subjects = known?.SubjectIds ?? [],
            Identifiers = [.. content.Identifiers.Union(known?.Identifiers ?? [])],
        };
        complete = complete.Requester is not null ? complete : complete with { ReplyTo = complete.ReplyTo ?? complete.Identifiers.FirstOrDefault(i => i.Kind == IdentifierKind.Email)?.Value };
        await vault.UpdateAsync(id, complete, ct);
        var hash = await db.Requests.IgnoreAutoIncludes().Where(r => r.CorrelationId == id).Select(r => r.IdentifierHash).SingleAsync(ct);
        var others = OtherAddresses.Of(complete.Identifiers, hash, hasher).Count;
        Report(id, candidates.Count, known?.SubjectIds[0], [.. complete.Subjects], others, await TargetsAsync(ct));
    }

    private Task<KnownIdentifiers?> IdentifiersAsync(SubjectId subject, CancellationToken ct) =>
        http.GetAsync<KnownIdentifiers>(db.Room, "contacts", $"internal/contacts/subjects/{subject}/identifiers", ct);

    private async Task<TargetNamed[]> TargetsAsync(CancellationToken ct)
    {
        var connections = await db.Connections.Where(c => c.Enabled).OrderBy(c => c.Target).ToListAsync(ct);
        return
        [
            .. settings.Participants.Select(p => new TargetNamed(p, TargetKinds.Room, null)),
            .. connections.Select(c => new TargetNamed(c.Target, TargetKinds.Connection, c.Role)),
        ];
    }

    private void Report(Guid id, int matches, SubjectId? subject, SubjectId[] people, int others, TargetNamed[] targets) =>
        db.Send(ParticipationEndpoints.Saga, new CaseFileOpened(id, matches, subject, people, others, targets));

    private sealed record KnownIdentifiers(IReadOnlyList<SubjectId> SubjectIds, IReadOnlyList<CaseIdentifier> Identifiers);
}
