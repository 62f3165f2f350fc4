using Gdpr.Kernel;

namespace Gdpr.Contacts.Files;

internal static class FileErrors
{
    public static readonly RuleError Compressed = new("IMPORT_COMPRESSED", "The file is an archive or a workbook: unpack it, or save the sheet as CSV.", 422);
    public static readonly RuleError NotText = new("IMPORT_NOT_TEXT", "The file is not text: save it as CSV or vCard.", 422);
    public static readonly RuleError LineTooLong = new("IMPORT_LINE_TOO_LONG", "A line of the file is longer than 4 MiB.", 422);
    public static readonly RuleError EncodingMixed = new("IMPORT_ENCODING_MIXED", "Parts of the file are UTF-8 and parts are not; state mapping.file.encoding, or repair the file.", 422);
    public static readonly RuleError EncodingUnknown = new("IMPORT_ENCODING_UNKNOWN", "The encoding of the file cannot be told; state mapping.file.encoding.", 422);
    public static readonly RuleError EncodingWrong = new("IMPORT_ENCODING_WRONG", "The file is not in the encoding that was stated.", 422);
    public static readonly RuleError EncodingUnsupported = new("IMPORT_ENCODING_UNSUPPORTED", "This encoding is not known here; save the file as UTF-8.", 422);
}
