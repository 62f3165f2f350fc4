using Gdpr.BreachNotification;
using Gdpr.Platform.Modules;

return await ServiceHost.RunAsync(args, new BreachNotificationModule());
