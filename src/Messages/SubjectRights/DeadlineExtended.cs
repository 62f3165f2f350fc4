namespace Gdpr.Messages.SubjectRights;

/// <summary>Two further months (Art. 12(3)), effective when the notice has left.</summary>
public sealed record DeadlineExtended(Guid RequestId, string Because, Guid NoticeMailId) : IAboutRequest;
