using Gdpr.Identity;
using Gdpr.Platform.Modules;

return await ServiceHost.RunAsync(args, new IdentityModule());
