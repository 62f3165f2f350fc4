using Gdpr.Kernel;

namespace Gdpr.Messages.Governance;

/// <summary>What concerns a person, or one record of a room, must be kept for a claim (Art. 17(3)(e)); also sent when the hold was reviewed.</summary>
/// <param name="Target">The room of the record; null when the hold is about a person.</param>
/// <param name="Revision">Rises with each review: an older one changes nothing.</param>
public sealed record LitigationHoldPlaced(
    Guid HoldId, SubjectId? SubjectId, string? Target, Guid? RecordId, DateOnly ReviewDate, int Revision);
