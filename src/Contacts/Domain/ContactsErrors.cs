using Gdpr.Kernel;

namespace Gdpr.Contacts.Domain;

internal static class ContactsErrors
{
    public static readonly RuleError NoticeNotFound = new("NOTICE_NOT_FOUND", "No such notice for this client.", 404);
    public static readonly RuleError ContactNotFound = new("CONTACT_NOT_FOUND", "No contact has this id.", 404);
    public static readonly RuleError ExternalIdTaken = new("EXTERNAL_ID_TAKEN", "Another contact has this external id.", 409);
    public static readonly RuleError ExternalIdInvalid = new("EXTERNAL_ID_INVALID", "An external id is 'system:id' or a plain id, at most 200 characters.", 422);
    public static readonly RuleError EmailInvalid = new("EMAIL_INVALID", "This is not an e-mail address.", 422);
    public static readonly RuleError PhoneInvalid = new("PHONE_INVALID", "This is not a phone number, or it needs a country.", 422);
    public static readonly RuleError CountryUnknown = new("COUNTRY_UNKNOWN", "Use a country code of ISO 3166-1 alpha-2.", 422);
    public static readonly RuleError LanguageInvalid = new("LANGUAGE_INVALID", "Use a language tag of BCP 47.", 422);
    public static readonly RuleError AudienceUnknown = new("AUDIENCE_UNKNOWN", "An audience is B2C or B2B.", 422);
    public static readonly RuleError VerifiedInvalid = new("VERIFIED_INVALID", "Verified is true or false.", 422);
    public static readonly RuleError DateInvalid = new("DATE_INVALID", "This is not a date in the expected format.", 422);
    public static readonly RuleError DateInFuture = new("DATE_IN_FUTURE", "This date has not come yet.", 422);
    public static readonly RuleError TextInvalid = new("TEXT_INVALID", "A text holds a character that cannot be kept.", 422);
    public static readonly RuleError FieldTooLong = new("FIELD_TOO_LONG", "A field is longer than its limit.", 422);
    public static readonly RuleError ContactEmpty = new("CONTACT_EMPTY", "A contact needs a name, an address or an external id.", 422);
    public static readonly RuleError KindInvalid = new("KIND_INVALID", "A contact is a person or an organisation.", 422);
    public static readonly RuleError KindFixed = new("KIND_FIXED", "A person does not become an organisation, nor the reverse.", 422);
    public static readonly RuleError TooManyAttributes = new("ATTRIBUTES_TOO_MANY", "A contact has at most 50 attributes.", 422);
    public static readonly RuleError AttributeInvalid = new("ATTRIBUTE_INVALID", "An attribute's name has 1 to 100 characters.", 422);
    public static readonly RuleError TooManyAddresses = new("ADDRESSES_TOO_MANY", "A contact has at most 20 e-mail addresses and 20 phones.", 422);
    public static readonly RuleError MergeWithItself = new("MERGE_WITH_ITSELF", "A contact is not merged with itself.", 422);
    public static readonly RuleError MergePeopleOnly = new("MERGE_PEOPLE_ONLY", "Only two people are merged.", 422);
    public static readonly RuleError MergeHeld = new("SUBJECT_HELD", "A request about one of these people is open; merge them after it.", 423);
    public static readonly RuleError MergeKept = new("DATA_KEPT", "Something of one of these people is kept until a day by a decision; merge them after it.", 409);
    public static readonly RuleError BirthDatesDiffer = new("BIRTH_DATES_DIFFER", "Two birth dates are two people, or one is wrong: correct it first.", 409);
    public static readonly RuleError AbsorbedChanged = new("CHANGED_MEANWHILE", "Somebody else changed this in the meantime; read it again.", 412);
    public static readonly RuleError ProvenanceIncomplete = new("PROVENANCE_INCOMPLETE", "A provenance has an origin; what was bought or received has its supplier, and says whether partners were named.", 422);
    public static readonly RuleError ImportNotWaiting = new("IMPORT_NOT_WAITING", "This import waits for no mapping: it has begun, or its file was taken back.", 409);
    public static readonly RuleError ImportNotFound = new("IMPORT_NOT_FOUND", "No import has this id.", 404);
}
