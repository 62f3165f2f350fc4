namespace Gdpr.Testing.Tests;

/// <summary>One broker after the other: two that start at once on two processors take more than twice as long.</summary>
[CollectionDefinition(nameof(Brokers))]
public sealed class Brokers;
