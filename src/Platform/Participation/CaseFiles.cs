using System.Net;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.FreeText;
using Gdpr.Platform.Http;

namespace Gdpr.Platform.Participation;

/// <summary>One identifier as rooms hand it to each other over internal HTTP.</summary>
public sealed record CaseIdentifier(IdentifierKind Kind, string Value);

/// <summary>The case file as a participant may read it while the request is open.</summary>
public sealed record CaseFile(Guid RequestId, IReadOnlyList<SubjectId> Subjects, IReadOnlyList<CaseIdentifier> Identifiers)
{
    public RequestDetails Asked { get; init; } = RequestDetails.None;

    /// <summary>When the request came.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>What staff decided about words that name the person.</summary>
    public IReadOnlyList<TextDecision> Texts { get; init; } = [];

    /// <summary>The identifiers in the form of Kernel.</summary>
    public IReadOnlyList<Identifier> Known() => [.. Identifiers.Select(i => new Identifier(i.Kind, i.Value))];
}

/// <summary>Says that a case is open.</summary>
public sealed record CaseOpen(Guid RequestId);

/// <summary>Identifiers that a participant found while locating.</summary>
public sealed record IdentifiersFound(IReadOnlyList<CaseIdentifier> Identifiers);

/// <summary>How many of them were new.</summary>
public sealed record IdentifiersAdded(int Added);

/// <summary>Reads the case file from SubjectRights; each reading is audited there.</summary>
public sealed class CaseFiles(RoomHttp http)
{
    /// <summary>Null once the case is closed.</summary>
    public Task<CaseFile?> ReadAsync(string room, Guid requestId, CancellationToken ct) =>
        http.GetAsync<CaseFile>(room, "subject-rights", $"internal/subject-rights/case-files/{requestId}", ct);

    /// <summary>Whether anybody is still at work on the case: asked without opening its file.</summary>
    public async Task<bool> IsOpenAsync(string room, Guid requestId, CancellationToken ct) =>
        await http.GetAsync<CaseOpen>(room, "subject-rights", $"internal/subject-rights/case-files/{requestId}/open", ct) is not null;

    /// <summary>Adds identifiers found while locating and says how many were unknown.</summary>
    public async Task<int> AddAsync(string room, Guid requestId, IReadOnlyList<Identifier> found, CancellationToken ct)
    {
        if (found.Count == 0)
        {
            return 0;
        }

        var body = new IdentifiersFound([.. found.Select(i => new CaseIdentifier(i.Kind, i.Value))]);
        var added = await http.PostAsync<IdentifiersAdded>(room, "subject-rights", $"internal/subject-rights/case-files/{requestId}/identifiers", body, ct);
        return added.Added;
    }
}
