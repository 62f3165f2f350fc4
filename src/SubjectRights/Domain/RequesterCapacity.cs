namespace Gdpr.SubjectRights.Domain;

/// <summary>In what capacity a requester acts.</summary>
internal enum RequesterCapacity
{
    Self,

    /// <summary>By a mandate, which is named.</summary>
    Representative,

    /// <summary>Holder of parental authority over a minor.</summary>
    Parent,

    /// <summary>Of a deceased person, within the limits of loi 78-17 Art. 85.</summary>
    Heir,
}
