using Gdpr.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Web.Sessions;

/// <summary>Marks the calls of pages: a visitor's share is counted where the visitor comes in, not once more where the page asks.</summary>
internal sealed class OwnMark(IApiAddress api) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        api.Mark(request);
        return base.SendAsync(request, cancellationToken);
    }
}

internal static class PageClients
{
    /// <summary>A client by which pages ask rooms.</summary>
    public static void AddPageClient<T>(this IServiceCollection services, int seconds)
        where T : class => services.AddHttpClient<T>(http => http.Timeout = TimeSpan.FromSeconds(seconds)).AddHttpMessageHandler<OwnMark>().AddCalls();
}
