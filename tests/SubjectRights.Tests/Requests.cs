using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.SubjectRights.Domain;

namespace Gdpr.SubjectRights.Tests;

/// <summary>Made-up requests, as the saga would have left them.</summary>
internal static class Requests
{
    public static SubjectRequest Of(RightRequested right, string language, params IReadOnlyList<RequestTarget> targets) => Of(right, language, "FR", targets);

    public static SubjectRequest Of(RightRequested right, string language, string country, params IReadOnlyList<RequestTarget> targets)
    {
        var request = new SubjectRequest
        {
            CorrelationId = Guid.CreateVersion7(),
            Reference = "26-ABCDE",
            Right = right,
            Channel = "post",
            Country = country,
            Language = language,
            ReceivedAt = DateTimeOffset.Parse("2026-11-02T09:00:00Z"),
            RegisteredAt = DateTimeOffset.Parse("2026-11-02T09:00:00Z"),
            IdentifierHash = "hash",
            SecretHash = "hash",
            SubjectId = new SubjectId(Guid.CreateVersion7()),
        };
        request.Targets.AddRange(targets);
        return request;
    }

    public static RequestTarget Room(string name, params Datum[] data) => Target(name, TargetKinds.Room, null, data.Length == 0 ? Outcome.NothingFound : data[0].Outcome, Assurance.ReadBack, data);

    public static RequestTarget Connection(string name, string role, Outcome outcome, Assurance assurance = Assurance.ReadBack) =>
        Target(name, TargetKinds.Connection, role, outcome, assurance, [new Datum($"{name.Split(':')[^1]}.records", 1, outcome, null, null)]);

    public static Datum Did(RightRequested right) => new(
        "contacts.email",
        1,
        right switch
        {
            RightRequested.Access or RightRequested.Portability => Outcome.Provided,
            RightRequested.Erasure => Outcome.Erased,
            RightRequested.Rectification => Outcome.Rectified,
            _ => Outcome.Restricted,
        },
        null,
        null);

    private static RequestTarget Target(string name, string kind, string? role, Outcome outcome, Assurance assurance, Datum[] data) => new()
    {
        Name = name,
        Kind = kind,
        Role = role,
        Phase = ParticipationPhase.Done,
        Status = ReportStatus.Done,
        Outcome = outcome,
        Assurance = assurance,
        Verified = true,
        LocatedJson = RequestTarget.Write(data),
        ActedJson = RequestTarget.Write(data),
    };
}
