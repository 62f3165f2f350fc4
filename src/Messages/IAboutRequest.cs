namespace Gdpr.Messages;

/// <summary>A message about one request: all of one request are handled one after another.</summary>
public interface IAboutRequest
{
    Guid RequestId { get; }
}
