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
    o.Settings["Gdpr:Participants:0"] = "contacts";
    o.Settings["Gdpr:Controller:DpoEmail"] = "dpo@example.test";
    o.Settings["Gdpr:SubjectRights:WarnEverySeconds"] = "1";
    o.Settings["Gdpr:SubjectRights:AnswerWithinSeconds"] = "100000000";
    o.Adjust = b => b.WebHost.UseUrls(Environment.GetEnvironmentVariable("ASPNETCORE_URLS")!);
});
room.Others.OnPost<System.Text.Json.Nodes.JsonObject>("contacts", "internal/contacts/subjects/resolve", _ => new { matches = Array.Empty<object>() });
await Task.Delay(Timeout.Infinite);
