using System.Reflection;
using Gdpr.Web.BackOffice;
using Gdpr.Web.Cases;
using Gdpr.Web.Consents;
using Gdpr.Web.Cookies;
using Gdpr.Web.Forms;
using Gdpr.Web.Portal;
using Gdpr.Web.Reference;
using Gdpr.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Gdpr.Web;

/// <summary>
/// Puts the web app into a host, the gateway's or Standalone's. Everything in it is open: the host maps it into a
/// group that says why.
/// </summary>
public static class WebHosting
{
    private static readonly byte[] Css = Read("portal.css");

    public static void AddWeb(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddTransient<OwnMark>();
        builder.Services.AddPageClient<CaseClient>(seconds: 10);
        builder.Services.AddPageClient<ConsentClient>(seconds: 10);
        builder.Services.AddPageClient<FormClient>(seconds: 10);
        builder.Services.AddPageClient<CookieClient>(seconds: 10);
        builder.Services.AddPageClient<RoomCalls>(seconds: 20);
        builder.Services.AddPageClient<FileCalls>(FileCalls.PatienceSeconds);
        builder.Services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "gdpr-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
        });
        builder.Services.AddPortalSession();
        builder.Services.AddStaffSession();
        builder.Services.TryAddSingleton<IApiAddress, ConfiguredApiAddress>();
    }

    /// <summary>Maps the pages, their style sheet and the reference over the documents of <paramref name="rooms"/>.</summary>
    public static void MapWeb(this IEndpointRouteBuilder routes, IReadOnlyList<string> rooms)
    {
        var pages = routes.MapGroup(string.Empty).ExcludeFromDescription();
        CaseEndpoint.Map(pages);
        StopEndpoint.Map(pages);
        ConsentEndpoint.Map(pages);
        FormEndpoint.Map(pages);
        CookieEndpoint.Map(pages);
        SigningIn.Map(pages);
        Identifying.Map(pages);
        OwnPages.Map(pages);
        RequestPages.Map(pages);
        StaffPages.Map(pages);
        pages.MapGet("/", Front);
        pages.MapPost(PageHeaders.Reports, () => TypedResults.NoContent());
        pages.MapGet(PageHeaders.StyleSheet, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=3600";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            return TypedResults.Bytes(Css, "text/css; charset=utf-8");
        });
        ApiReference.Map(pages, rooms);
    }

    private static RedirectHttpResult Front(HttpContext http) => TypedResults.LocalRedirect($"/{Words.PreferredLanguage.Of(http).Code}");

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
