using Gdpr.Gateway;

return await GatewayHost.RunAsync(args);
