namespace Gdpr.Platform.Data;

/// <summary>A row with optimistic concurrency on every provider: map <c>Version</c> with IsConcurrencyToken.</summary>
public interface IVersioned
{
    int Version { get; set; }
}
