using Gdpr.Standalone;

return await StandaloneHost.RunAsync(args);
