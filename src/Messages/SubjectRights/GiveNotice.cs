namespace Gdpr.Messages.SubjectRights;

/// <summary>Tell every other address of the person that an erasure is about to be carried out, with a link that stops it.</summary>
public sealed record GiveNotice(Guid RequestId) : IAboutRequest;
