using Gdpr.BreachHost;
using Gdpr.BreachNotification;
using Gdpr.Testing;
using Microsoft.AspNetCore.Hosting;

// The room as a process of its own, to be killed: arguments are its data folder and the file of its clock.
await using var room = await RoomHost.StartAsync(new BreachNotificationModule(), o =>
{
    o.DataFolder = args[0];
    o.Clock = new FileClock(args[1]);
    o.Settings["Gdpr:BreachNotification:Roles:dpo"] = "dpo@example.test";
    o.Settings["Gdpr:BreachNotification:Roles:incidentLead"] = "lead@example.test";
    o.Adjust = b => b.WebHost.UseUrls(Environment.GetEnvironmentVariable("ASPNETCORE_URLS")!);
});
await Task.Delay(Timeout.Infinite);
