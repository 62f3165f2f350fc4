using Gdpr.Kernel;

namespace Gdpr.Messages.SubjectRights;

/// <summary>The case file is complete as far as Contacts knows.</summary>
public sealed record CaseFileOpened(Guid RequestId, int Matches, SubjectId? SubjectId, int Addresses, TargetNamed[] Targets) : IAboutRequest;
