using System.Net;
using Gdpr.Web.BackOffice;
using Gdpr.Web.BackOffice.Consents;
using Gdpr.Web.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gdpr.Web.Tests;

public sealed class RateChartTests
{
    [Fact]
    public async Task Days_stand_as_far_apart_as_they_were_and_the_chart_says_its_ends_in_words()
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var visit = new StaffVisit(new DefaultHttpContext { RequestServices = services }, Language.Of("fr"), "token", [], [], "form", DateTimeOffset.UnixEpoch);
        RateDay[] days = [Day(1, known: 0, consented: 0), Day(2, known: 200, consented: 50), Day(11, known: 400, consented: 200)];

        var chart = await renderer.Dispatcher.InvokeAsync(async () => WebUtility.HtmlDecode((await renderer.RenderComponentAsync<RateChart>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { ["Visit"] = visit, ["Days"] = days }))).ToHtmlString()));

        Assert.Contains("class=\"fine\" points=\"0,79.5 30,59.8 300,40\"", chart, StringComparison.Ordinal);
        Assert.Matches("aria-label=\"Ont consenti : – le 01/03/2027, 50,0\\s%\\sle 11/03/2027\"", chart);
    }

    private static RateDay Day(int day, int known, int consented) => new(new DateOnly(2027, 3, day), "email", known, consented, 0);
}
