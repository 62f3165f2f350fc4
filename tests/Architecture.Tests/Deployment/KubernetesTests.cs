namespace Gdpr.Architecture.Tests.Deployment;

/// <summary>The manifests for Kubernetes, held against the rooms on disk.</summary>
public sealed class KubernetesTests
{
    private static readonly IReadOnlyList<Yaml> Suite = Read("suite");
    private static readonly IReadOnlyDictionary<string, Yaml> Shared = Of(Suite, "ConfigMap")["data"].Map;
    private static readonly IReadOnlyDictionary<string, Yaml> Secrets = Assert.Single(Read("secret.example"))["stringData"].Map;

    public static TheoryData<string> Rooms => Room.Folders;

    [Fact]
    public void The_list_of_resources_is_complete_and_every_file_is_there()
    {
        var listed = Assert.Single(Read("kustomization"))["resources"].Items.Select(i => i.Text).ToList();

        Assert.Equal([.. Wanted.Rooms.Append("gateway").Append("suite").Select(r => $"{r}.yaml").Order(StringComparer.Ordinal)], listed.Order(StringComparer.Ordinal));
        Assert.All(listed, f => Assert.True(File.Exists(Path.Combine(Repository.Root, "deploy", "kubernetes", f))));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_is_told_what_it_needs_and_no_more(string folder)
    {
        var room = Room.Of(folder);
        var name = Wanted.NameOf(room);
        var documents = Read(name);
        var deployment = Of(documents, "Deployment");
        var container = Container(deployment);
        var keys = Keys(container).ToList();

        Assert.Empty(Wanted.SettingsOf(room).Except(keys));
        Assert.Empty(Wanted.TooMuch(room, keys));
        Assert.StartsWith($"gdpr/{name}:", container["image"].Text, StringComparison.Ordinal);
        Contained(deployment, container);
        Probed(container);
        Assert.Equal(name, Of(documents, "Service")["spec"]["selector"]["app.kubernetes.io/name"].Text);
        var replicas = deployment["spec"]["replicas"].Text;
        Assert.Equal(replicas == "1" ? "ReadWriteOnce" : "ReadWriteMany", Assert.Single(Of(documents, "PersistentVolumeClaim")["spec"]["accessModes"].Items).Text);
    }

    [Fact]
    public void The_migration_and_the_gateway_are_told_what_they_need()
    {
        var migration = Of(Read("migrate"), "Job");
        var migrating = Container(migration);
        Assert.Empty(Wanted.MigrationSettings.Except(Keys(migrating, shared: false)));
        Assert.Equal("migrate", Assert.Single(migrating["args"].Items).Text);
        Contained(migration, migrating);

        var gateway = Of(Read("gateway"), "Deployment");
        Assert.Empty(Wanted.GatewaySettings.Except(Keys(Container(gateway))));
        var limits = Container(gateway)["env"].Items.Single(e => e["name"].Text == "Gdpr__Limits__Replicas")["value"].Text;
        Assert.Equal(gateway["spec"]["replicas"].Text, limits);
        Assert.Equal("ReadWriteMany", Assert.Single(Of(Read("gateway"), "PersistentVolumeClaim")["spec"]["accessModes"].Items).Text);
        Assert.Contains(gateway["spec"]["template"]["spec"]["volumes"].Items, v => v.Find("persistentVolumeClaim")?["claimName"].Text == "gateway");
        Contained(gateway, Container(gateway));
        Probed(Container(gateway));
        Assert.Equal("ClientIP", Of(Read("gateway"), "Service")["spec"]["sessionAffinity"].Text);
    }

    [Fact]
    public void Nobody_but_the_suite_reaches_a_room()
    {
        var policy = Of(Suite, "NetworkPolicy")["spec"];

        Assert.Equal("gateway", Assert.Single(Assert.Single(policy["podSelector"]["matchExpressions"].Items)["values"].Items).Text);
        Assert.Equal("gdpr", Assert.Single(Assert.Single(policy["ingress"].Items)["from"].Items)["podSelector"]["matchLabels"]["app.kubernetes.io/part-of"].Text);
    }

    private static IReadOnlyList<Yaml> Read(string name) => Yaml.Documents(Repository.Read($"deploy/kubernetes/{name}.yaml"));

    private static Yaml Of(IEnumerable<Yaml> documents, string kind) => documents.Single(d => d["kind"].Text == kind);

    private static Yaml Container(Yaml workload) => Assert.Single(workload["spec"]["template"]["spec"]["containers"].Items);

    private static IEnumerable<string> Keys(Yaml container, bool shared = true)
    {
        var own = container.Find("env")?.Items ?? [];
        Assert.All(own.Where(e => e.Find("valueFrom") is not null), e => Assert.Contains(e["valueFrom"]["secretKeyRef"]["key"].Text, Secrets.Keys));
        return own.Select(e => e["name"].Text).Concat(shared ? Shared.Keys : []).Select(k => k.Replace("__", ":", StringComparison.Ordinal));
    }

    private static void Contained(Yaml workload, Yaml container)
    {
        var pod = workload["spec"]["template"]["spec"];
        Assert.Equal("true", pod["securityContext"]["runAsNonRoot"].Text);
        Assert.Equal("1654", pod["securityContext"]["runAsUser"].Text);
        Assert.Equal("false", pod["automountServiceAccountToken"].Text);
        Assert.Equal("true", container["securityContext"]["readOnlyRootFilesystem"].Text);
        Assert.Equal("false", container["securityContext"]["allowPrivilegeEscalation"].Text);
        Assert.Equal("ALL", Assert.Single(container["securityContext"]["capabilities"]["drop"].Items).Text);
        var mounted = container["volumeMounts"].Items.Select(m => m["mountPath"].Text).Order(StringComparer.Ordinal);
        Assert.Equal(["/data", "/tmp"], mounted);
    }

    private static void Probed(Yaml container)
    {
        Assert.Equal("/health/live", container["startupProbe"]["httpGet"]["path"].Text);
        Assert.Equal("/health/live", container["livenessProbe"]["httpGet"]["path"].Text);
        Assert.Equal("/health/ready", container["readinessProbe"]["httpGet"]["path"].Text);
    }
}
