using Gdpr.Kernel;

namespace Gdpr.Messages.SubjectRights;

/// <summary>Gather every identifier ever known of the person into the case file.</summary>
public sealed record OpenCaseFile(Guid RequestId, SubjectId? Chosen) : IAboutRequest;
