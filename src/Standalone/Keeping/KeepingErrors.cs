using Gdpr.Kernel;

namespace Gdpr.Standalone.Keeping;

/// <summary>Why a backup or a restore is refused.</summary>
internal static class KeepingErrors
{
    public static readonly RuleError Usage = new(
        "BACKUP_USAGE", "backup --to FOLDER --ledger-to FOLDER [--keys-to FOLDER]; restore --from FOLDER [--ledger-from FOLDER] [--keys-from FOLDER] [--replace]", 500);

    public static readonly RuleError NotSqlite = new(
        "BACKUP_NOT_SQLITE", "These verbs keep SQLite files. Back up a server with its own tools (docs/operations.md).", 500);

    public static readonly RuleError Together = new(
        "BACKUP_TOGETHER", "Databases, ledger and keys are kept apart: whoever gets hold of one must not have the others. Name folders that do not lie in each other.", 500);

    public static readonly RuleError TargetUsed = new("BACKUP_TARGET_USED", "The folder already holds a backup: name a new one.", 500);

    public static readonly RuleError NothingThere = new("BACKUP_NOTHING_THERE", "There is no database in the data folder.", 500);

    public static readonly RuleError Damaged = new("BACKUP_DAMAGED", "The backup is not whole, or was changed after it was made.", 500);

    public static readonly RuleError WouldReplace = new("RESTORE_WOULD_REPLACE", "The data folder holds databases already: say --replace to give them up.", 500);

    public static readonly RuleError LedgerNewer = new(
        "RESTORE_LEDGER_NEWER", "The ledger that is here goes further than the one in the backup: keep it, and leave --ledger-from away.", 500);
}
