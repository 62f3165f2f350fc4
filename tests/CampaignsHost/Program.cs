using Gdpr.Campaigns;
using Gdpr.Testing.Rooms;
using Gdpr.Testing;
using Microsoft.AspNetCore.Hosting;
using System.Globalization;

// The room as a process of its own, to be killed: arguments are its data folder, the SMTP server and how many people there are.
await using var room = await RoomHost.StartAsync(new CampaignsModule(), o =>
{
    o.DataFolder = args[0];
    o.Settings["Gdpr:Campaigns:Smtp"] = args[1];
    o.Settings["Gdpr:Campaigns:Connections"] = "4";
    o.Adjust = b => b.WebHost.UseUrls(Environment.GetEnvironmentVariable("ASPNETCORE_URLS")!);
});
ManyPeople.Answer(room.Others, int.Parse(args[2], CultureInfo.InvariantCulture));
await Task.Delay(Timeout.Infinite);
