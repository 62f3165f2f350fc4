using Gdpr.Kernel;

namespace Gdpr.Messages.Consent;

/// <summary>
/// A person refused, objected or withdrew, or consented anew after that: for the erasure ledger, so that no restore undoes
/// it. The keyed hashes of the act do not travel: the ledger fetches them.
/// </summary>
public sealed record ChoiceRecorded(
    Guid ActId, SubjectId? SubjectId, string Act, string Channel, string? Purpose, DateTimeOffset At, Guid? NoticeId, string? Method, string? ControllerId);
