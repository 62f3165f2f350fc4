namespace Gdpr.Architecture.Tests.Planted.Messages;

public record OpenFact(Guid Id, string Email, string Remark);

public sealed class LooseFact
{
    public object? Weight { get; set; }
}

public sealed record SomethingHappenedEvent(Guid Id);
