using Gdpr.Kernel;

namespace Gdpr.Messages.Contacts;

/// <summary>Two ids were one person: who keeps refusals keeps those of both, the stricter one wins.</summary>
/// <param name="Absorbed">Names the survivor from now on; nothing new is written under it.</param>
public sealed record SubjectsMerged(SubjectId Survivor, SubjectId Absorbed);
