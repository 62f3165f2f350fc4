using Gdpr.Connectors;
using Gdpr.Platform.Modules;

return await ServiceHost.RunAsync(args, new ConnectorsModule());
