namespace Gdpr.Messages.SubjectRights;

/// <summary>The package was written and read back; or says why not.</summary>
public sealed record PackageAssembled(Guid RequestId, int Round, bool Complete, string? Code) : IAboutRequest;
