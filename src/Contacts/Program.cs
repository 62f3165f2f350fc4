using Gdpr.Contacts;
using Gdpr.Platform.Modules;

return await ServiceHost.RunAsync(args, new ContactsModule());
