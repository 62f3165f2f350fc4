using Gdpr.Kernel;

namespace Gdpr.Messages.SubjectRights;

/// <summary>The case file is complete as far as Contacts knows.</summary>
/// <param name="SubjectIds">The person's id and every alias; empty when Contacts knows nobody.</param>
/// <param name="Addresses">How many e-mail addresses are known besides the one that the request came from.</param>
public sealed record CaseFileOpened(Guid RequestId, int Matches, SubjectId? SubjectId, SubjectId[] SubjectIds, int Addresses, TargetNamed[] Targets) : IAboutRequest;
