namespace Gdpr.Web;

/// <summary>Where the web app finds the rooms' API: the host that serves it knows. Without one, <c>Gdpr:Web:ApiBase</c> says it.</summary>
public interface IApiAddress
{
    /// <summary>The secret by which the web app is a client of Identity.</summary>
    string? Secret { get; }

    /// <summary>The address behind which <c>api/{room}/</c> answers.</summary>
    Uri Of(string room);

    /// <summary>Marks what a process asks of itself, so that one visitor's pages do not use up another's share.</summary>
    void Mark(HttpRequestMessage request)
    {
    }
}
