using Gdpr.RightsHost;
using Gdpr.SubjectRights;
using Gdpr.Testing;
using Microsoft.AspNetCore.Hosting;

// The room as a process of its own, to be killed: arguments are its data folder and the file of its clock.
await using var room = await RoomHost.StartAsync(new SubjectRightsModule(), o =>
{
    o.DataFolder = args[0];
    o.Clock = new FileClock(args[1]);
    o.Parts = [new ErasureLedgerModule()];
    o.Settings["Gdpr:Participants:0"] = args.Length > 2 ? args[2] : "contacts";
    o.Settings["Gdpr:Backups:RetentionDays"] = "30";
    o.Settings["Gdpr:Controller:DpoEmail"] = "dpo@example.test";
    o.Settings["Gdpr:SubjectRights:WarnEverySeconds"] = "1";
    o.Settings["Gdpr:SubjectRights:AnswerWithinSeconds"] = "100000000";
    o.Adjust = b => b.WebHost.UseUrls(Environment.GetEnvironmentVariable("ASPNETCORE_URLS")!);
});
var known = Guid.Parse("0193b0a0-0000-7000-8000-000000000001");
var identifiers = new[] { new { kind = "email", value = "ann@example.test" } };
room.Others.OnPost<System.Text.Json.Nodes.JsonObject>(
    "contacts", "internal/contacts/subjects/resolve", _ => new { matches = args.Length > 2 ? [new { subjectId = known }] : Array.Empty<object>() });
room.Others.OnGet("contacts", "internal/contacts/subjects/", _ => new { subjectIds = new[] { known }, identifiers });

// As its own participant it reads the file of a case from itself, over loopback.
room.Others.OnGet("127.0.0.1", "internal/subject-rights/case-files/", call => new { requestId = Guid.Parse(call.Path.Split('/')[4]), subjects = new[] { known }, identifiers });
await Task.Delay(Timeout.Infinite);
