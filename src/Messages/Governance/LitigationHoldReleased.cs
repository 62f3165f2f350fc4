namespace Gdpr.Messages.Governance;

/// <summary>The claim is over: what was kept only for it is erased. Final; another claim is another hold.</summary>
public sealed record LitigationHoldReleased(Guid HoldId);
