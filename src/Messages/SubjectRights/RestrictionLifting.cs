namespace Gdpr.Messages.SubjectRights;

/// <summary>Staff decided to lift a restriction; it ends when the notice to the person has left (Art. 18(3)).</summary>
public sealed record RestrictionLifting(Guid RequestId, Guid NoticeMailId) : IAboutRequest;
