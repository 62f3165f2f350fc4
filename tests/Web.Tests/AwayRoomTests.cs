using System.Net;
using System.Text;
using Gdpr.Web.BackOffice;
using Gdpr.Web.BackOffice.Contacts;
using Gdpr.Web.Sessions;
using Gdpr.Web.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gdpr.Web.Tests;

/// <summary>One room is away while the page about a person is asked for.</summary>
public sealed class AwayRoomTests
{
    private static readonly ContactDetails Contact = new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "person", [], "Zoé", "Exemple", null, [], [], null, null, null, null, "FR", null, null,
        new Dictionary<string, string>(), new Dictionary<string, FieldSource>(), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task It_says_so_in_its_section_and_the_rest_of_the_page_is_read()
    {
        await using var services = Services();
        var visit = VisitOf(services, "contacts.read", "sales.read");

        var file = await new PersonReading(visit, Contact, TestContext.Current.CancellationToken).AllAsync();
        var page = await RenderAsync(services, visit, file);

        Assert.Null(file.Sales!.Value);
        Assert.Contains("This service does not answer", page.Split("<h2 id=\"sales\"")[1], StringComparison.Ordinal);
        Assert.Contains("No notes.", page, StringComparison.Ordinal);
        Assert.Contains("Exemple", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("does not answer").Length);
    }

    [Fact]
    public async Task A_room_that_the_roles_do_not_open_is_not_even_asked()
    {
        await using var services = Services();

        var file = await new PersonReading(VisitOf(services, "contacts.read"), Contact, TestContext.Current.CancellationToken).AllAsync();

        Assert.Null(file.Sales);
        Assert.DoesNotContain(services.GetRequiredService<SalesAway>().Asked, a => a.Contains("/sales/", StringComparison.Ordinal));
    }

    private static ServiceProvider Services()
    {
        var rooms = new SalesAway();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(rooms)
            .AddSingleton(new RoomCalls(new HttpClient(rooms), new Anywhere(), TimeProvider.System))
            .BuildServiceProvider();
    }

    private static StaffVisit VisitOf(IServiceProvider services, params string[] scopes) =>
        new(new DefaultHttpContext { RequestServices = services }, Language.Of("en"), "token", ["Sales"], scopes, "form", DateTimeOffset.UnixEpoch);

    private static async Task<string> RenderAsync(IServiceProvider services, StaffVisit visit, PersonFile file)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () => WebUtility.HtmlDecode((await renderer.RenderComponentAsync<PersonPage>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { ["Visit"] = visit, ["File"] = file }))).ToHtmlString()));
    }

    private sealed class Anywhere : IApiAddress
    {
        public string? Secret => null;

        public Uri Of(string room) => new("http://rooms.test/");
    }

    private sealed class SalesAway : HttpMessageHandler
    {
        public System.Collections.Concurrent.ConcurrentBag<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            Asked.Add(path);
            return Task.FromResult(path.StartsWith("/api/sales/", StringComparison.Ordinal)
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{\"items\":[]}", Encoding.UTF8, "application/json") });
        }
    }
}
