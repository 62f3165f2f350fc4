namespace Gdpr.Kernel.Calendars;

/// <summary>Which holidays carry a deadline to the next working day.</summary>
public enum HolidayScope
{
    /// <summary>Those of the Member State and of the region.</summary>
    All,

    /// <summary>Those of the whole Member State.</summary>
    National,

    /// <summary>Those that nobody disputes.</summary>
    Undisputed,
}
