using Gdpr.Messages;

namespace Gdpr.Platform.Tests.Rooms;

/// <summary>An event that every play room may hear.</summary>
public sealed record Pinged(Guid Id);

/// <summary>A command to one endpoint.</summary>
public sealed record DoPing(Guid Id);

/// <summary>The answer to a <see cref="DoPing"/>.</summary>
public sealed record Ponged(Guid Id);

/// <summary>A step of one request: those of one request are handled one at a time.</summary>
public sealed record StepTaken(Guid RequestId, int Number) : IAboutRequest;

public sealed record GameStarted(Guid RequestId, int Players) : IAboutRequest;

public sealed record PlayerScored(Guid RequestId, string Player) : IAboutRequest;

public sealed record GameEnded(Guid RequestId, int Points) : IAboutRequest;

public sealed record EndEveryGame(string Why);
