using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;
using MassTransit;

namespace Gdpr.SubjectRights.Domain;

/// <summary>
/// One request of a data subject (Arts. 15-22). The row is the saga: after its receipt only the saga writes it. It
/// holds ids, states and dates; who the person is lies in the case file alone.
/// </summary>
internal sealed class SubjectRequest : SagaStateMachineInstance, IVersioned
{
    [NotPersonal]
    public Guid CorrelationId { get; set; }

    [NotPersonal]
    public string CurrentState { get; set; } = RequestStates.Received;

    [NotPersonal]
    public int Version { get; set; }

    /// <summary>Shown to the person and staff; random, says nothing.</summary>
    [NotPersonal]
    public required string Reference { get; init; }

    [NotPersonal]
    public required RightRequested Right { get; init; }

    [NotPersonal]
    public required string Channel { get; init; }

    /// <summary>Who asks: the person, or somebody for them.</summary>
    [NotPersonal]
    public RequesterCapacity Capacity { get; init; }

    /// <summary>The request of the same letter that must be packed before this one acts.</summary>
    [NotPersonal]
    public Guid? After { get; init; }

    /// <summary>Of an objection: whether it is to marketing, which is absolute (Art. 21(2)).</summary>
    [NotPersonal]
    public ObjectionScope? ObjectsTo { get; init; }

    [NotPersonal]
    public required string Country { get; init; }

    [NotPersonal]
    public required string Language { get; init; }

    /// <summary>When it arrived, by whatever channel: the day that starts the clock.</summary>
    [NotPersonal]
    public required DateTimeOffset ReceivedAt { get; init; }

    [NotPersonal]
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Null while an accepted pause lasts.</summary>
    [NotPersonal]
    public DateTimeOffset? DueAt { get; set; }

    [NotPersonal]
    public DateTimeOffset? ExtendedDueAt { get; set; }

    [NotPersonal]
    public string? ExtendedBecause { get; set; }

    /// <summary>The extension counts once this mail has left.</summary>
    [NotPersonal]
    public Guid? ExtensionMailId { get; set; }

    [NotPersonal]
    public DateTimeOffset? PausedFrom { get; set; }

    [NotPersonal]
    public DateTimeOffset? PausedUntil { get; set; }

    [NotPersonal]
    public string? PauseReason { get; set; }

    [PersonalData(DataCategory.Pseudonym)]
    public SubjectId? SubjectId { get; set; }

    /// <summary>Keyed hash of the identifier given, by which duplicates and old requests are found.</summary>
    [PersonalData(DataCategory.Pseudonym)]
    public required string IdentifierHash { get; init; }

    /// <summary>Hash of the secret in the person's link.</summary>
    [NotPersonal]
    public required string SecretHash { get; init; }

    [NotPersonal]
    public string? IdentityMethod { get; set; }

    /// <summary>How many people Contacts knows under the identifiers; several wait for a person.</summary>
    [NotPersonal]
    public int Matches { get; set; }

    [NotPersonal]
    public int Addresses { get; set; }

    /// <summary>Why the request waits for a person, or ended as it did.</summary>
    [NotPersonal]
    public string? Code { get; set; }

    [NotPersonal]
    public int LocateRound { get; set; }

    [NotPersonal]
    public long? LedgerSequence { get; set; }

    [NotPersonal]
    public int PackageRound { get; set; }

    [NotPersonal]
    public int AnswerNumber { get; set; }

    [PersonalData(DataCategory.Pseudonym)]
    public string? ApprovedBy { get; set; }

    [NotPersonal]
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The notice that a restriction ends; it ends once this has left.</summary>
    [NotPersonal]
    public Guid? LiftMailId { get; set; }

    [NotPersonal]
    public DateTimeOffset? LiftedAt { get; set; }

    /// <summary>The next stored due time; the sweeper reads it.</summary>
    [NotPersonal]
    public DateTimeOffset? NextDueAt { get; set; }

    public List<RequestTarget> Targets { get; } = [];

    /// <summary>The answer under way is a refusal.</summary>
    [NotPersonal]
    public bool Refusing { get; set; }

    /// <summary>Whether the message at hand was an answer that is still waited for; not stored.</summary>
    public bool Took { get; set; }

    /// <summary>Every target that could be searched has acted or given up.</summary>
    public bool AllActed => Targets.TrueForAll(t => t.Settled && !(t.Phase == ParticipationPhase.Locate && t.Status == ReportStatus.Done));

    public bool AllSettled => Targets.TrueForAll(t => t.Settled);

    public bool AllVerified => Targets.TrueForAll(t => t.Verified);

    public bool NothingFound => Targets.TrueForAll(t => t.Status == ReportStatus.Done && t.Located.Count == 0);

    /// <summary>Answered by a package: the copy of Art. 15(3) or the data of Art. 20.</summary>
    public bool IsPackaged => Right is RightRequested.Access or RightRequested.Portability;

    /// <summary>Something is done at the participants, who are asked again whether it is.</summary>
    public bool IsChecked => Right is RightRequested.Erasure or RightRequested.Rectification or RightRequested.Restriction or RightRequested.Objection;

    public RequestTarget? Target(string name) => Targets.Find(t => t.Name == name);
}
