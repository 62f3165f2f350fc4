using Gdpr.Platform.Modules;
using Gdpr.Standalone;

return await ServiceHost.RunAsync(args, Suite.Modules);
