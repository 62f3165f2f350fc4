using System.Text.Json;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Privacy;

namespace Gdpr.SubjectRights.Domain;

/// <summary>One participant's share of a request, with its own state, attempts and due time; changed only by the saga.</summary>
[NotPersonal]
internal sealed class RequestTarget
{
    public Guid RequestId { get; init; }

    public required string Name { get; init; }

    /// <summary><c>room</c> or <c>connection</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of a connection: processor, jointController or recipient.</summary>
    public string? Role { get; init; }

    public ParticipationPhase Phase { get; set; }

    public ReportStatus Status { get; set; }

    public int Round { get; set; }

    public Outcome Outcome { get; set; }

    public Assurance Assurance { get; set; }

    public bool Verified { get; set; }

    /// <summary>Commands sent in the present phase and round.</summary>
    public int Attempts { get; set; }

    /// <summary>How often a verification found what should be gone.</summary>
    public int FoundAgain { get; set; }

    /// <summary>Failed rounds of the present phase.</summary>
    public int Failures { get; set; }

    public int IdentifiersAdded { get; set; }

    /// <summary>Places in words about others that name the person and that nobody has decided about.</summary>
    public int Mentions { get; set; }

    /// <summary>Who received the person's data from here, as they were before the act.</summary>
    public string RecipientsJson { get; set; } = "[]";

    public DateTimeOffset? DueAt { get; set; }

    public string? Code { get; set; }

    public string LocatedJson { get; set; } = "[]";

    public string ActedJson { get; set; } = "[]";

    public string VerifiedJson { get; set; } = "[]";

    public IReadOnlyList<string> Recipients => JsonSerializer.Deserialize<string[]>(RecipientsJson, MessageJson.Options)!;

    public IReadOnlyList<Datum> Located => Read(LocatedJson);

    public IReadOnlyList<Datum> Acted => Read(ActedJson);

    public IReadOnlyList<Datum> VerifiedData => Read(VerifiedJson);

    /// <summary>Nothing more comes from it in this phase unless somebody asks again.</summary>
    public bool Settled => Status is ReportStatus.Done or ReportStatus.Failed or ReportStatus.NeedsHuman;

    public bool IsRoom => Kind == TargetKinds.Room;

    /// <summary>Those found in an earlier round stay: after the act nobody can be asked any more.</summary>
    public void Receive(IReadOnlyList<string> recipients) =>
        RecipientsJson = JsonSerializer.Serialize(Recipients.Union(recipients).Order(StringComparer.Ordinal), MessageJson.Options);

    public static string Write(IReadOnlyList<Datum> data) => JsonSerializer.Serialize(data, MessageJson.Options);

    private static IReadOnlyList<Datum> Read(string json) => JsonSerializer.Deserialize<Datum[]>(json, MessageJson.Options)!;
}

internal static class TargetKinds
{
    public const string Room = "room";
    public const string Connection = "connection";
}
