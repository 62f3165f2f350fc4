using Gdpr.Consent;
using Gdpr.Platform.Modules;

return await ServiceHost.RunAsync(args, new ConsentModule());
