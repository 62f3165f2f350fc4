using Gdpr.Kernel;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using MassTransit;

namespace Gdpr.SubjectRights.Features.CaseFiles;

/// <summary>Holds purge and merge of everybody whom a new request may be about, from its receipt on.</summary>
internal sealed class HoldSubjectsConsumer(SubjectRightsDbContext db, CaseVault vault, RoomHttp http) : IConsumer<HoldSubjects>
{
    public async Task Consume(ConsumeContext<HoldSubjects> context)
    {
        var (id, ct) = (context.Message.RequestId, context.CancellationToken);
        if (await vault.OpenAsync(id, ct) is not { } file)
        {
            return;
        }

        var people = await Candidates.OfAsync(db.Room, http, file, ct);
        if (people.Count > 0)
        {
            db.Publish(new SubjectsHeld(id, [.. people]));
        }
    }
}

/// <summary>Asks Contacts whom the identifiers of a case may belong to.</summary>
internal static class Candidates
{
    public static async Task<IReadOnlyList<SubjectId>> OfAsync(string room, RoomHttp http, CaseContent file, CancellationToken ct)
    {
        if (file.Subjects.Count > 0)
        {
            return file.Subjects;
        }

        var answer = await http.PostAsync<Resolved>(room, "contacts", "internal/contacts/subjects/resolve", new { identifiers = file.Identifiers }, ct);
        return [.. answer.Matches.Select(m => m.SubjectId)];
    }

    private sealed record Resolved(IReadOnlyList<Match> Matches);

    private sealed record Match(SubjectId SubjectId);
}
