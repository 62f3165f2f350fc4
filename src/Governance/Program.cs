using Gdpr.Governance;
using Gdpr.Platform.Modules;

return await ServiceHost.RunAsync(args, new GovernanceModule());
