namespace Gdpr.Web;

/// <summary>Where the web app finds the API: the host that serves it knows. Without one, <c>Gdpr:Web:ApiBase</c> says it.</summary>
public interface IApiAddress
{
    /// <summary>The address behind which <c>api/{room}/</c> answers.</summary>
    Uri Of(string room);
}
