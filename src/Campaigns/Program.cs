using Gdpr.Campaigns;
using Gdpr.Platform.Modules;

return await ServiceHost.RunAsync(args, new CampaignsModule());
