namespace Gdpr.Messages.SubjectRights;

/// <summary>A person, or the policy, approved the preview; overrides replace what the preview said.</summary>
public sealed record RequestApproved(Guid RequestId, string By, PlanOverride[] Overrides) : IAboutRequest;
