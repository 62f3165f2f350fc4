namespace Gdpr.Messages.SubjectRights;

/// <summary>The request is refused (Art. 12(4)); the reason stays in the history.</summary>
public sealed record RequestRefused(Guid RequestId, string Ground) : IAboutRequest;
