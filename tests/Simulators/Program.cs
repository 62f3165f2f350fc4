using Gdpr.Simulators;

var builder = WebApplication.CreateSlimBuilder(args);
var options = InHouseOptions.Read(builder.Configuration);
var app = InHouseApplication.Build(builder, options);
if (options.Port > 0)
{
    app.Urls.Add($"http://127.0.0.1:{options.Port}");
}

await app.RunAsync();
