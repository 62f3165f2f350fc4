namespace Gdpr.Messages.SubjectRights;

/// <summary>A restriction ended, after the person was told (Art. 18(3)).</summary>
public sealed record RestrictionLifted(Guid RequestId) : IAboutRequest;
