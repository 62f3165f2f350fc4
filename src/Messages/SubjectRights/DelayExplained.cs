namespace Gdpr.Messages.SubjectRights;

/// <summary>Staff said why the answer came after its due date; what they said stays in the history.</summary>
public sealed record DelayExplained(Guid RequestId) : IAboutRequest;
