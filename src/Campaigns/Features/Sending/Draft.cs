using Gdpr.Campaigns.Asking;

namespace Gdpr.Campaigns.Features.Sending;

/// <summary>A message that was allowed a moment ago and is not written yet.</summary>
internal sealed record Draft(Guid SendId, Recipient To, string Address, bool VariantB, DateTimeOffset DecidedAt);
