namespace Gdpr.Messages.Connectors;

/// <summary>A third party takes part in requests from now on.</summary>
/// <param name="Target">Its name among the targets of a request, e.g. <c>connection:loyalty</c>.</param>
/// <param name="Role">processor, jointController or recipient; a recipient is informed (Art. 19), never commanded.</param>
/// <param name="MayHoldUnknown">True when it may know people whom no disclosure of ours explains.</param>
public sealed record ConnectionEnabled(Guid ConnectionId, string Target, string Role, bool MayHoldUnknown);
