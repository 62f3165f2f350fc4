namespace Gdpr.Messages.SubjectRights;

/// <summary>Collect what the participants provide into the package of Art. 20.</summary>
public sealed record AssemblePackage(Guid RequestId, int Round) : IAboutRequest;
