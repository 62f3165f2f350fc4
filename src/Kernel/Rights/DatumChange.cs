namespace Gdpr.Kernel.Rights;

/// <summary>One correction: our field (<c>givenName</c>, <c>email</c>, <c>attributes.x</c>...), what it says and what it should say.</summary>
/// <param name="From">Null completes what is missing, or corrects whatever is there.</param>
/// <param name="To">Null takes the value away.</param>
public sealed record DatumChange(string Datum, string? From, string? To);
