using Gdpr.Kernel;
using Gdpr.Platform.Modules;

namespace Gdpr.Standalone.Keeping;

/// <summary>What only Standalone can do, because all files are its own: <c>backup</c> and <c>restore</c>.</summary>
internal static class KeepingVerbs
{
    public static int? Run(string[] args)
    {
        if (args is not ["backup" or "restore", ..])
        {
            return null;
        }

        try
        {
            var asked = Folders.Read(args[1..]);
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = asked.Rest, ContentRootPath = AppContext.BaseDirectory });
            var settings = GdprSettings.Read(builder.Configuration, standalone: true);
            return args[0] == "backup" ? Backup.Run(settings, asked, TimeProvider.System) : Restore.Run(settings, asked);
        }
        catch (RuleViolation broken)
        {
            Console.Error.WriteLine($"{broken.Error.Code}: {broken.Error.Message}");
            return 1;
        }
    }
}
