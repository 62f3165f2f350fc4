using Gdpr.Kernel;

namespace Gdpr.Messages.Campaigns;

/// <summary>A person who had stopped text messages by a word asks for them again by a word: an act of their own, which ends those stops and no other refusal.</summary>
/// <param name="StopIds">The acts (<see cref="ContactStopped.ActId"/>) that are taken back.</param>
public sealed record ContactReopened(SubjectId SubjectId, string Channel, Guid[] StopIds, DateTimeOffset At);
