using Gdpr.Kernel;

namespace Gdpr.Standalone.Keeping;

/// <summary>Why a backup or a restore is refused.</summary>
internal static class KeepingErrors
{
    public static readonly RuleError Usage = new(
        "BACKUP_USAGE",
        "backup --to FOLDER --ledger-to FOLDER [--keys-to FOLDER]; restore --from FOLDER [--ledger-from FOLDER] [--keys-from FOLDER] [--replace] [--ledger-lost]",
        500);

    public static readonly RuleError NotSqlite = new(
        "BACKUP_NOT_SQLITE", "These verbs keep SQLite files. Back up a server with its own tools (docs/operations.md).", 500);

    public static readonly RuleError Together = new(
        "BACKUP_TOGETHER", "Databases, ledger and keys are kept apart: whoever gets hold of one must not have the others. Name folders that do not lie in each other.", 500);

    public static readonly RuleError TargetUsed = new("BACKUP_TARGET_USED", "A folder named is not empty: name a new one for each backup.", 500);

    public static readonly RuleError NothingThere = new("BACKUP_NOTHING_THERE", "There is no database in the data folder.", 500);

    public static readonly RuleError NoKeys = new("BACKUP_NO_KEYS", "There is no folder of keys here: if Gdpr:Keys:Folder or Gdpr:Keys:Identifiers name another place, set them for this verb too.", 500);

    public static readonly RuleError Damaged = new("BACKUP_DAMAGED", "The backup is not whole, or was changed after it was made: take another.", 500);

    public static readonly RuleError OtherKind = new(
        "BACKUP_OTHER_KIND", "--from takes the folder of --to, --ledger-from that of --ledger-to, --keys-from that of --keys-to.", 500);

    public static readonly RuleError WouldReplace = new("RESTORE_WOULD_REPLACE", "The data folder holds databases already: say --replace to give them up.", 500);

    public static readonly RuleError LedgerNewer = new(
        "RESTORE_LEDGER_NEWER", "The ledger that is here goes further than the one in the backup: keep it, and leave --ledger-from away.", 500);

    public static readonly RuleError KeysDiffer = new(
        "RESTORE_KEYS_DIFFER", "identifiers.json is here already and lacks a key of the backup: refusals and erasures would no longer match. Compare the two, keep the one that holds all keys.", 500);

    public static RuleError LedgerOlder(string room, long applied, long head) => new(
        "RESTORE_LEDGER_OLDER",
        $"{room} has applied entry {applied} of the erasure ledger, and the ledger that would serve it ends at {head}: people erased would come back. "
        + "Name its newest backup with --ledger-from. Only if there is none, say --ledger-lost; the host then asks for a named person (Gdpr:Ledger:AcceptedBy, docs/operations.md).",
        500);

    public static void Demand(bool holds, RuleError error)
    {
        if (!holds)
        {
            throw new RuleViolation(error);
        }
    }
}
