using Gdpr.Sales;
using Gdpr.Platform.Modules;

return await ServiceHost.RunAsync(args, new SalesModule());
