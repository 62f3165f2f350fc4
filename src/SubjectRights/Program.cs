using Gdpr.Platform.Modules;
using Gdpr.SubjectRights;

return await ServiceHost.RunAsync(args, [new SubjectRightsModule(), new ErasureLedgerModule()]);
