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
        if (!await ReadCaseFile.IsOpenAsync(db, id, ct) || await vault.OpenAsync(id, ct) is not { } file)
        {
            return;
        }

        var people = await Candidates.WithSecondIdsAsync(db.Room, http, file, ct);
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

        return [.. (await ResolveAsync(room, http, file, ct)).Select(m => m.SubjectId)];
    }

    /// <summary>The same people under every id that was merged into theirs.</summary>
    public static async Task<IReadOnlyList<SubjectId>> WithSecondIdsAsync(string room, RoomHttp http, CaseContent file, CancellationToken ct) =>
        file.Subjects.Count > 0 ? file.Subjects : [.. (await ResolveAsync(room, http, file, ct)).SelectMany(m => (m.Aliases ?? []).Prepend(m.SubjectId))];

    private static async Task<IReadOnlyList<Match>> ResolveAsync(string room, RoomHttp http, CaseContent file, CancellationToken ct) =>
        (await http.PostAsync<Resolved>(room, "contacts", "internal/contacts/subjects/resolve", new { identifiers = file.Identifiers }, ct)).Matches;

    private sealed record Resolved(IReadOnlyList<Match> Matches);

    private sealed record Match(SubjectId SubjectId, IReadOnlyList<SubjectId>? Aliases);
}
