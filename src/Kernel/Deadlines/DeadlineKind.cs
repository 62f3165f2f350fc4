namespace Gdpr.Kernel.Deadlines;

/// <summary>The clocks that the law and its practice start, by the name under which they are asked for.</summary>
public static class DeadlineKind
{
    /// <summary>Answer to a request (GDPR Art. 12(3)).</summary>
    public const string Dsr = "dsr";

    /// <summary>Answer to a request for restriction (Arts. 12(3) and 18).</summary>
    public const string Restriction = "restriction";

    /// <summary>Erasure of data collected from a minor (Art. 17(1)(f); loi 78-17 Art. 51).</summary>
    public const string MinorErasure = "minor_erasure";

    /// <summary>Refusal with reasons and remedies (Art. 12(4)).</summary>
    public const string DsrRefusal = "dsr_refusal";

    /// <summary>Notice that the answer takes longer (Art. 12(3)).</summary>
    public const string DsrExtensionNotice = "dsr_extension_notice";

    /// <summary>Breach notified to the authority (Art. 33(1)).</summary>
    public const string BreachAuthority = "breach_sa";

    /// <summary>Complement to the first notification (Art. 33(4); practice of the CNIL).</summary>
    public const string BreachFollowUp = "breach_followup_cnil";

    /// <summary>Breach communicated to the people concerned (Art. 34).</summary>
    public const string BreachSubjects = "breach_subjects";

    /// <summary>Information on data not obtained from the person (Art. 14(3)).</summary>
    public const string Art14Notice = "art14_notice";

    /// <summary>Reply of the authority to a prior consultation (Art. 36(2)).</summary>
    public const string PriorConsultationReply = "prior_consultation_reply";

    /// <summary>Objection to direct marketing (Art. 21(2) and (3)).</summary>
    public const string MarketingObjection = "marketing_objection";

    /// <summary>Withdrawal of consent (Art. 7(3)).</summary>
    public const string ConsentWithdrawal = "consent_withdrawal";

    /// <summary>Unsubscription as mailbox providers demand it of bulk senders.</summary>
    public const string UnsubscribeSenderRule = "unsubscribe_sender_rule";

    /// <summary>End of a consent to marketing calls (Code de la consommation R223-1).</summary>
    public const string PhoneConsentExpiry = "phone_consent_expiry";

    /// <summary>Until when the proof of that consent is kept (R223-1).</summary>
    public const string PhoneProofRetention = "phone_proof_retention";

    /// <summary>No new call after a refusal during a call (D223-9).</summary>
    public const string PhoneRefusalCooldown = "phone_refusal_cooldown";
}
