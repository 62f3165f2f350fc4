namespace Gdpr.SubjectRights.Tests;

/// <summary>One room for all the cases of a class that only asks.</summary>
public sealed class SharedDesk : IAsyncLifetime
{
    internal Desk Desk { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Desk = await Desk.OpenAsync();

    public ValueTask DisposeAsync() => Desk.DisposeAsync();
}
