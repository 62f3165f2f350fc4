using Gdpr.Simulators.Contract;

namespace Gdpr.Simulators.Requests;

/// <summary>What the application remembers under one idempotency key.</summary>
internal sealed record LedgerEntry(SubjectRequest Request, RequestAnswer Answer, int Effects, int PollsLeft = 0);

/// <summary>How often a key was called and how often it really had an effect: reading, lying and finding nobody have none.</summary>
public sealed record KeyEffects(Guid Key, RequestType Type, int Effects, int Calls);
