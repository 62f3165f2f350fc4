using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Gdpr.Web.Tests;

public sealed partial class BreachPagesTests
{
    private static DateTimeOffset HoursAgo(int hours)
    {
        var at = DateTimeOffset.UtcNow.AddHours(-hours);
        return at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
    }

    private static string Local(DateTimeOffset at) => France.LocalTime(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static int PlaceOf(string incident, string list) => list.IndexOf(incident, StringComparison.Ordinal) is >= 0 and var place ? place : throw new InvalidOperationException($"{incident} is not listed.");

    private static async Task<string> ReadAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    private static async Task OkAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await ReadAsync(answer));
    }

    private Task<string> TextAsync(string path) => _staff.Browser.TextAsync(path);

    private async Task<HttpResponseMessage> PostAsync(string path, params (string, string)[] fields) =>
        await _staff.Browser.PostAsync(path, await _staff.Browser.FormTokenAsync("/staff"), fields);

    private Task<HttpResponseMessage> SayAsync(string incident, string step, params (string, string)[] fields) => PostAsync($"{incident}/{step}", fields);

    /// <summary>Through the form; the path of the incident's page.</summary>
    private async Task<string> RecordAsync(params (string, string)[] facts)
    {
        using var answer = await PostAsync("/staff/breaches/new", [.. facts, ("country", "FR")]);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await ReadAsync(answer));
        return answer.Headers.Location!.ToString().Split('?')[0];
    }

    private Task AwareAsync(string incident, int hoursAgo) =>
        OkAsync(SayAsync(incident, "awareness", ("awareAt", Local(HoursAgo(hoursAgo))), ("decidedBy", "Dana DPO"), ("reason", "The log shows the copy.")));

    private Task ScoreAsync(string incident) => host.PostAsync(
        $"breach-notification/breaches/{incident.Split('/')[^1]}/assessments", new { severity = new { category = "simple", ei = "negligible", individuals = 500 } });

    [GeneratedRegex("name=\"version\" value=\"(\"[0-9]+\")\"")]
    private static partial Regex Version();
}
