using Gdpr.Kernel;

namespace Gdpr.Messages.Contacts;

/// <summary>People came in or their identifiers changed; whoever keeps keyed hashes asks Contacts for them.</summary>
public sealed record SubjectsRegistered(SubjectId[] SubjectIds);
