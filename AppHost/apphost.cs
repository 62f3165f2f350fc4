#:sdk Aspire.AppHost.Sdk@13.5.2
#:package Aspire.Hosting.RabbitMQ@13.5.2
#:package Aspire.Hosting.SqlServer@13.5.2
#:package Aspire.Hosting.PostgreSQL@13.5.2
#:package Aspire.Hosting.Docker@13.5.2
#:project ../src/Standalone/Standalone.csproj
#:project ../src/Gateway/Gateway.csproj
#:project ../src/Identity/Identity.csproj
#:project ../src/Contacts/Contacts.csproj
#:project ../src/Consent/Consent.csproj
#:project ../src/Sales/Sales.csproj
#:project ../src/Governance/Governance.csproj
#:project ../src/Campaigns/Campaigns.csproj
#:project ../src/SubjectRights/SubjectRights.csproj
#:project ../src/Connectors/Connectors.csproj
#:project ../src/BreachNotification/BreachNotification.csproj
#:property UserSecretsId=gdpr-suite-apphost
#:property ManagePackageVersionsCentrally=false
#:property NoWarn=$(NoWarn);ASPIRE010

using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);
string[] rooms = ["identity", "contacts", "consent", "sales", "governance", "campaigns", "subject-rights", "connectors", "breach-notification"];
builder.AddDockerComposeEnvironment("compose").WithDashboard(dashboard => dashboard.WithHostPort(18888)).ConfigureComposeFile(file =>
{
    foreach (var owner in (string[])[.. rooms, "gateway"])
    {
        file.AddVolume(new Volume { Name = VolumeOf(owner), Driver = "local" });
    }
});

// Parameters: user secrets "Parameters:<name>" or environment Parameters__<name>; docs/operations.md says how to make them.
var rabbitUser = builder.AddParameter("rabbitmq-user", "gdpr", publishValueAsDefault: true);
var rabbitPassword = builder.AddParameter("rabbitmq-password", secret: true);
var databasePassword = builder.AddParameter("database-password", secret: true);
var identifierKeys = builder.AddParameter("identifier-keys", secret: true);
var publicUrl = builder.AddParameter("public-url", "http://localhost:8080", publishValueAsDefault: true);
var knownProxies = builder.AddParameter("known-proxies", string.Empty, publishValueAsDefault: true); // whoever ends TLS before the gateway
var backupDays = builder.AddParameter("backups-retention-days"); // no default: only the operator knows

var messaging = builder.AddRabbitMQ("messaging", rabbitUser, rabbitPassword)
    .WithManagementPlugin(port: 15672)
    .WithDataVolume("gdpr-rabbitmq")
    .WithLifetime(ContainerLifetime.Persistent)
    .PublishAsDockerComposeService((_, service) =>
    {
        service.Hostname = "messaging"; // the node's name: without it the volume is orphaned when the container is made anew
        Kept(service, ["CMD", "rabbitmq-diagnostics", "-q", "ping"]);
    });

// SQL Server, or with --Gdpr:Database=postgresql PostgreSQL: one database per room, and one for the erasure ledger.
string[] owners = [.. rooms, "erasure-ledger"];
var kind = builder.Configuration["Gdpr:Database"] ?? "sqlserver";
var databases = new Dictionary<string, IResourceBuilder<IResourceWithConnectionString>>();
if (string.Equals(kind, "postgresql", StringComparison.OrdinalIgnoreCase))
{
    var postgres = builder.AddPostgres("postgres", password: databasePassword).WithDataVolume("gdpr-postgres").WithLifetime(ContainerLifetime.Persistent)
        .PublishAsDockerComposeService((_, service) => Kept(service, ["CMD", "pg_isready", "-U", "postgres"]));
    foreach (var owner in owners)
    {
        databases[owner] = postgres.AddDatabase($"{owner}-db", $"gdpr-{owner}");
    }
}
else
{
    var sql = builder.AddSqlServer("sql", databasePassword).WithDataVolume("gdpr-sqlserver").WithLifetime(ContainerLifetime.Persistent)
        .PublishAsDockerComposeService((_, service) => Kept(
            service, ["CMD-SHELL", "/opt/mssql-tools18/bin/sqlcmd -C -S localhost -U sa -P \"$$MSSQL_SA_PASSWORD\" -Q 'SELECT 1'"]));
    foreach (var owner in owners)
    {
        databases[owner] = sql.AddDatabase($"{owner}-db", $"gdpr-{owner}");
    }
}

// One shot before every room: makes the databases where nobody has (only run mode does) and every queue, and waits for servers that are starting.
var migrate = builder.AddProject<Projects.Standalone>("migrate")
    .WithArgs("migrate")
    .WithEnvironment("Gdpr__Bus", "rabbitmq")
    .WithEnvironment("Gdpr__Database", kind)
    .WithEnvironment("Gdpr__DataFolder", FolderOf("migrate"))
    .WithEnvironment("Gdpr__Keys__Identifiers", identifierKeys)
    .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString)
    .WithReference(messaging)
    .WaitFor(messaging)
    .PublishAsDockerComposeService((_, service) =>
    {
        service.Restart = "on-failure";
        service.DependsOn["messaging"] = new ServiceDependency { Condition = "service_healthy" };
        service.DependsOn[kind.Equals("postgresql", StringComparison.OrdinalIgnoreCase) ? "postgres" : "sql"] = new ServiceDependency { Condition = "service_healthy" };
    });
foreach (var (owner, database) in databases)
{
    migrate.WithReference(database, connectionName: owner).WaitFor(database);
}

var secrets = rooms.ToDictionary(room => room, room => builder.AddParameter($"{room}-secret", secret: true));
var services = new Dictionary<string, IResourceBuilder<ProjectResource>>
{
    ["identity"] = AddRoom<Projects.Identity>("identity"),
    ["contacts"] = AddRoom<Projects.Contacts>("contacts", replicas: 2),
    ["consent"] = AddRoom<Projects.Consent>("consent", replicas: 2),
    ["sales"] = AddRoom<Projects.Sales>("sales"),
    ["governance"] = AddRoom<Projects.Governance>("governance"),
    ["campaigns"] = AddRoom<Projects.Campaigns>("campaigns"),
    ["subject-rights"] = AddRoom<Projects.SubjectRights>("subject-rights").WithReference(databases["erasure-ledger"], connectionName: "erasure-ledger"),
    ["connectors"] = AddRoom<Projects.Connectors>("connectors"),
    ["breach-notification"] = AddRoom<Projects.BreachNotification>("breach-notification"),
};

// Only Identity knows every room's secret. Rooms find each other; none waits for another, or nobody would begin.
foreach (var (room, secret) in secrets)
{
    services["identity"].WithEnvironment($"Gdpr__Identity__RoomSecrets__{room}", secret);
    foreach (var other in services.Where(s => s.Key != room))
    {
        services[room].WithReference(other.Value);
    }
}

// The only door to the outside; its web app is a client of Identity.
var doorSecret = builder.AddParameter("gateway-secret", secret: true);
services["identity"].WithEnvironment("Gdpr__Identity__RoomSecrets__gateway", doorSecret);
var gateway = builder.AddProject<Projects.Gateway>("gateway")
    .WithHttpEndpoint(port: 8080) // the one that public-url names
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health/ready")
    .WithEnvironment("Gdpr__PublicUrl", publicUrl)
    .WithEnvironment("Gdpr__KnownProxies__0", knownProxies)
    .WithEnvironment("Gdpr__DataFolder", FolderOf("gateway"))
    .WithEnvironment("Gdpr__Identity__RoomSecrets__gateway", doorSecret)
    .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ServiceDiscovery)
    .PublishAsDockerComposeService((_, service) =>
    {
        service.Restart = "unless-stopped";
        service.AddVolume(FolderVolumeOf("gateway"));
        service.Ports = ["${GATEWAY_HOST_PORT:-8080}:${GATEWAY_PORT}"]; // otherwise the host's port is a random one
    });
foreach (var service in services.Values)
{
    gateway.WithReference(service).WaitFor(service);
}

builder.Build().Run();

IResourceBuilder<ProjectResource> AddRoom<TProject>(string name, int replicas = 1)
    where TProject : IProjectMetadata, new() =>
    builder.AddProject<TProject>(name)
        .WithHttpEndpoint() // our projects have no launch profile that would give them one
        .WithHttpHealthCheck("/health/ready")
        .WithReplicas(replicas)
        .WithEnvironment("Gdpr__Bus", "rabbitmq")
        .WithEnvironment("Gdpr__Database", kind)
        .WithEnvironment("Gdpr__DataFolder", FolderOf(name))
        .WithEnvironment("Gdpr__Keys__Identifiers", identifierKeys)
        .WithEnvironment("Gdpr__PublicUrl", publicUrl)
        .WithEnvironment("Gdpr__Backups__RetentionDays", backupDays)
        .WithEnvironment($"Gdpr__Identity__RoomSecrets__{name}", secrets[name])
        .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery)
        .WithReference(databases[name], connectionName: name)
        .WithReference(messaging)
        .WaitFor(messaging)
        .WaitForCompletion(migrate)
        .PublishAsDockerComposeService((_, service) =>
        {
            service.Restart = "unless-stopped";
            service.DependsOn["messaging"] = new ServiceDependency { Condition = "service_healthy" }; // WaitFor alone says "started"
            service.Deploy = new Deploy { Replicas = replicas }; // WithReplicas is not heard here
            service.AddVolume(FolderVolumeOf(name));
        });

// The user of the image owns /home/app, and a volume takes the owner of where it is mounted.
string FolderOf(string name) => builder.ExecutionContext.IsRunMode ? Path.Combine(builder.AppHostDirectory, "..", "data", name) : "/home/app";

string VolumeOf(string name) => $"gdpr-{name}";

Volume FolderVolumeOf(string name) => new() { Name = VolumeOf(name), Type = "volume", Source = VolumeOf(name), Target = "/home/app" };

static void Kept(Service service, List<string> healthy)
{
    service.Restart = "unless-stopped";
    service.Healthcheck = new Healthcheck { Test = healthy, Interval = "10s", Timeout = "10s", Retries = 24, StartPeriod = "20s" };
}
