using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gdpr.Architecture.Tests.Deployment;

/// <summary>Dashboard, alerts and handbook speak of metrics that exist, and of all of them.</summary>
public sealed partial class MetricTests
{
    private static readonly IReadOnlyDictionary<string, string> Metrics = Repository.HandWritten.Select(File.ReadAllText).SelectMany(Declared)
        .ToDictionary(m => m.Name, m => m.Prometheus, StringComparer.Ordinal);

    [Fact]
    public void Every_metric_on_the_dashboard_and_in_the_alerts_exists()
    {
        Assert.True(Metrics.Count >= 15);
        foreach (var file in (string[])["deploy/grafana/gdpr.json", "deploy/prometheus/alerts.yaml"])
        {
            var used = Used(Repository.Read(file));
            Assert.True(used.Count > 5);
            Assert.Empty(used.Except(Metrics.Values));
        }
    }

    [Fact]
    public void Every_metric_is_on_the_dashboard_and_in_the_handbook()
    {
        Assert.Empty(Metrics.Values.Except(Used(Repository.Read("deploy/grafana/gdpr.json"))));
        var handbook = Repository.Read("docs/operations.md");
        Assert.All(Metrics.Keys, m => Assert.Contains($"`{m}`", handbook, StringComparison.Ordinal));
    }

    [Fact]
    public void Alerts_are_rules_that_say_what_is_wrong()
    {
        var rules = Assert.Single(Yaml.Documents(Repository.Read("deploy/prometheus/alerts.yaml")))["groups"].Items.SelectMany(g => g["rules"].Items).ToList();

        Assert.True(rules.Count >= 10);
        Assert.Equal(rules.Count, rules.Select(r => (r["alert"].Text, r["expr"].Text)).Distinct().Count());
        Assert.All(Wanted.Rooms, room => Assert.Contains(rules, r => r["alert"].Text == "RoomSilent" && r["expr"].Text.Contains($"{{room=\"{room}\"}}", StringComparison.Ordinal)));
        Assert.All(rules, r =>
        {
            Assert.Contains(r["labels"]["severity"].Text, (string[])["warning", "critical"]);
            Assert.NotEmpty(r["annotations"]["summary"].Text);
            Assert.Matches(@"gdpr_[a-z_]+", r["expr"].Text);
        });

        // Replicas show the same figures: a sum would count them twice.
        Assert.DoesNotContain(rules, r => Regex.IsMatch(r["expr"].Text, @"sum[^(]*\((by[^)]*\) \()?gdpr_(requests|outbox|inbox|participants|breaches|mails|messages_set_aside)"));
    }

    [Fact]
    public void The_dashboard_s_panels_have_questions()
    {
        var panels = JsonNode.Parse(Repository.Read("deploy/grafana/gdpr.json"))!["panels"]!.AsArray();

        Assert.True(panels.Count > 10);
        Assert.Equal(panels.Count, panels.Select(p => p!["id"]!.GetValue<int>()).Distinct().Count());
        Assert.All(panels.SelectMany(p => p!["targets"]!.AsArray()), t => Assert.NotEmpty(t!["expr"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("Meter.CreateCounter<long>(\"gdpr.x\", description: \"y\")", "gdpr_x_total")]
    [InlineData("Meter.CreateCounter<long>(\"gdpr.x_y\", \"{z}\", \"y\")", "gdpr_x_y_total")]
    [InlineData("FigureKind A = new(\"gdpr.x.y\", \"s\", \"z\")", "gdpr_x_y_seconds")]
    [InlineData("FigureKind A = new(\"gdpr.x\", \"{z}\", \"y\")", "gdpr_x")]
    public void A_planted_metric_is_found_under_its_name_in_prometheus(string line, string expected) => Assert.Equal(expected, Assert.Single(Declared(line)).Prometheus);

    private static IEnumerable<(string Name, string Prometheus)> Declared(string code) =>
        [
            .. Counter().Matches(code).Select(m => (m.Groups[1].Value, Prometheus(m.Groups[1].Value, m.Groups[2].Value) + "_total")),
            .. Kind().Matches(code).Select(m => (m.Groups[1].Value, Prometheus(m.Groups[1].Value, m.Groups[2].Value))),
        ];

    private static string Prometheus(string name, string unit) => name.Replace('.', '_') + (unit == "s" ? "_seconds" : string.Empty);

    private static HashSet<string> Used(string text) => [.. Name().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("CreateCounter<[a-z]+>\\(\"(gdpr\\.[a-z_.]+)\"(?:, \"([^\"]*)\")?")]
    private static partial Regex Counter();

    [GeneratedRegex("new\\(\"(gdpr\\.[a-z_.]+)\", \"([^\"]*)\",")]
    private static partial Regex Kind();

    [GeneratedRegex(@"\bgdpr_[a-z_]+")]
    private static partial Regex Name();
}
