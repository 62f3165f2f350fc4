namespace Gdpr.Messages.SubjectRights;

/// <summary>The second check found data that the first had found gone; the request is open again.</summary>
public sealed record ErasureCameBack(Guid RequestId, string[] Targets) : IAboutRequest;
