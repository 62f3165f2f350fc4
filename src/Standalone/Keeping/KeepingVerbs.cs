using Gdpr.Kernel;
using Gdpr.Platform.Modules;
using Microsoft.Data.Sqlite;

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
            var asked = Options.Read(args[1..]);
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = asked.Rest, ContentRootPath = AppContext.BaseDirectory });
            var settings = GdprSettings.Read(builder.Configuration, standalone: true);
            KeepingErrors.Demand(settings.Database == DatabaseKind.Sqlite, KeepingErrors.NotSqlite);
            return args[0] == "backup" ? Backup.Run(settings, asked, TimeProvider.System) : Restore.Run(settings, asked);
        }
        catch (RuleViolation broken)
        {
            return Refuse(broken.Error.Code, broken.Error.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or FormatException)
        {
            return Refuse($"{args[0].ToUpperInvariant()}_FAILED", $"{e.Message} What was written so far is no backup; begin again in an empty folder.");
        }
    }

    private static int Refuse(string code, string why)
    {
        Console.Error.WriteLine($"{code}: {why}");
        return 1;
    }
}
