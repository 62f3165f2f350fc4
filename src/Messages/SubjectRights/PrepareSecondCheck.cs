namespace Gdpr.Messages.SubjectRights;

/// <summary>Before an erasure is looked at once more: find out whether the person has become our customer again.</summary>
public sealed record PrepareSecondCheck(Guid RequestId) : IAboutRequest;
