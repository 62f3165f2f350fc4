using Gdpr.Kernel;

namespace Gdpr.Consent.Domain;

internal static class ConsentErrors
{
    public static readonly RuleError PurposeExists = new("PURPOSE_EXISTS", "A purpose with this code exists; codes are never reused.", 409);
    public static readonly RuleError PurposeUnknown = new("PURPOSE_UNKNOWN", "No purpose has this code.", 422);
    public static readonly RuleError ChannelNotInPurpose = new("CHANNEL_NOT_IN_PURPOSE", "The purpose does not use this channel.", 422);
    public static readonly RuleError NoticeUnknown = new("NOTICE_UNKNOWN", "No notice has this id.", 422);
    public static readonly RuleError NoticeOfOtherPurpose = new("NOTICE_OF_OTHER_PURPOSE", "The notice was shown for another purpose.", 422);
    public static readonly RuleError NoticeVersionTaken = new("NOTICE_VERSION_TAKEN", "Another version was published at the same moment; try again.", 409);
    public static readonly RuleError NoticeOfOtherLanguage = new("NOTICE_OF_OTHER_LANGUAGE", "The notice is in another language.", 422);
    public static readonly RuleError NoticeLanguagesDiffer = new("NOTICE_LANGUAGES_DIFFER", "The boxes have no language in common.", 422);
    public static readonly RuleError FormExists = new("FORM_EXISTS", "A form with this code exists; a changed form is another code.", 409);
    public static readonly RuleError FormUnknown = new("FORM_UNKNOWN", "No form has this code.", 404);
    public static readonly RuleError BoxUnknown = new("BOX_UNKNOWN", "The form has no such box in this language.", 422);
    public static readonly RuleError BoxTwice = new("BOX_TWICE", "Two boxes ask the same.", 422);
    public static readonly RuleError PurposeNeedsNoConsent = new("PURPOSE_NEEDS_NO_CONSENT", "The purpose rests on something else than consent: a box for it would mislead.", 422);
    public static readonly RuleError FactsInvalid = new("FACTS_INVALID", "A fact is of another kind than the contract says.", 422);
    public static readonly RuleError ConsentNeedsEvent = new("CONSENT_NEEDS_EVENT", "A consent is no fact to state: record its event, with its proof.", 422);
    public static readonly RuleError ConfirmationExpired = new("CONFIRMATION_EXPIRED", "The link is too old to be a proof; the consent has to be asked for again.", 422);
    public static readonly RuleError InformationTextMissing = new("INFORMATION_TEXT_MISSING", "Publish the words of the notice first.", 409);
    public static readonly RuleError NothingOwed = new("NOTHING_OWED", "The person was told already, or need not be.", 409);
    public static readonly RuleError ProposalDecided = new("PROPOSAL_DECIDED", "This proposal was decided already.", 409);
    public static readonly RuleError RequalificationOpen = new("REQUALIFICATION_OPEN", "A requalification for this purpose is planned or under way.", 409);
    public static readonly RuleError RequalificationNotDraft = new("REQUALIFICATION_NOT_DRAFT", "This requalification was approved or stopped already.", 409);
    public static readonly RuleError RequalificationNotApproved = new("REQUALIFICATION_NOT_APPROVED", "Nobody is asked before the DPO approves.", 409);
    public static readonly RuleError BannerUnknown = new("BANNER_UNKNOWN", "No cookie banner has this code in this version.", 404);
    public static readonly RuleError BannerVersionTaken = new("BANNER_VERSION_TAKEN", "Another version was defined at the same moment; try again.", 409);
    public static readonly RuleError OriginUnknown = new("ORIGIN_UNKNOWN", "The banner does not stand on this site.", 422);
    public static readonly RuleError ChoiceIncomplete = new("CHOICE_INCOMPLETE", "Each purpose that the banner asks for is answered, and no other.", 422);
    public static readonly RuleError ChoiceIdTaken = new("CHOICE_ID_TAKEN", "Another choice has this id; make another.", 409);
    public static readonly RuleError ChoiceUnknown = new("CHOICE_UNKNOWN", "No choice on this banner has this id.", 422);
    public static readonly RuleError ChoiceOfSomebodyElse = new("CHOICE_OF_SOMEBODY_ELSE", "The choice was made by another person; ask this one.", 409);
    public static readonly RuleError DateInFuture = new("DATE_IN_FUTURE", "Nobody can have said this later than now.", 422);
    public static readonly RuleError PeriodInvalid = new("PERIOD_INVALID", "The first day comes before the last, and at most 400 days are asked for.", 422);
    public static readonly RuleError IdentifierMalformed = new("IDENTIFIER_MALFORMED", "The identifier is not of its kind.", 422);
}
