using FsCheck;
using FsCheck.Fluent;
using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Deadlines;

namespace Gdpr.Kernel.Tests.Deadlines;

/// <summary>What must hold of every request clock, in every place of the table, since the day the Regulation applies.</summary>
public sealed class DeadlinePropertyTests
{
    private static readonly string[] Places = [.. Jurisdiction.KnownCodes.Order(StringComparer.Ordinal)];

    private static readonly string[] Kinds =
        [DeadlineKind.Dsr, DeadlineKind.Restriction, DeadlineKind.MinorErasure, DeadlineKind.DsrRefusal, DeadlineKind.DsrExtensionNotice];

    private static readonly Gen<DeadlineQuestion> Requests =
        from minutes in Gen.Choose(0, 15 * 365 * 24 * 60)
        from place in Gen.Elements(Places)
        from kind in Gen.Elements(Kinds)
        select new DeadlineQuestion
        {
            Kind = kind,
            ReceivedAt = new DateTimeOffset(2018, 5, 25, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes),
            Country = place,
        };

    private static readonly Gen<DeadlineQuestion> Paused =
        from request in Requests
        from after in Gen.Choose(-48, 12 * 24)
        from lasted in Gen.Choose(0, 90 * 24)
        from reason in Gen.Elements("identity", "clarification", "fee")
        let asked = request.ReceivedAt.AddHours(after)
        select request with { PausedFrom = asked, PausedUntil = asked.AddHours(lasted), PauseReason = reason };

    [Fact]
    public void A_later_receipt_never_has_an_earlier_due_date() => Seeded.Holds(
        from request in Requests from minutes in Gen.Choose(1, 60 * 24 * 60) select (request, minutes),
        c => Later(c.request, c.minutes).Answer().DueAt >= c.request.Answer().DueAt);

    [Fact]
    public void A_later_receipt_never_has_an_earlier_extended_date() => Seeded.Holds(
        from request in Requests from minutes in Gen.Choose(1, 60 * 24 * 60) select (request: request with { Kind = DeadlineKind.Dsr, Extended = true }, minutes),
        c => Later(c.request, c.minutes).Answer().DueAt >= c.request.Answer().DueAt);

    [Fact]
    public void The_due_date_is_a_working_day_of_that_place() => Seeded.Holds(
        Paused, r => Jurisdiction.Of(r.Country).IsWorkingDay(r.DueDay()));

    [Fact]
    public void The_extended_date_and_its_notice_are_working_days_too() => Seeded.Holds(Paused, r =>
    {
        var (place, answer) = (Jurisdiction.Of(r.Country), (r with { Kind = DeadlineKind.Dsr, Extended = true }).Answer());
        return place.IsWorkingDay(place.DateOf(answer.DueAt!.Value)) && place.IsWorkingDay(place.DateOf(answer.NoticeDueAt!.Value));
    });

    [Fact]
    public void The_due_date_is_never_earlier_than_28_days() => Seeded.Holds(
        Paused, r => r.DueDay().DayNumber - Received(r).DayNumber >= 28);

    [Fact]
    public void The_internal_target_is_never_after_the_due_date() => Seeded.Holds(Paused, r => r.Answer() is var a && a.InternalTargetAt <= a.DueAt);

    [Fact]
    public void No_working_day_after_the_nominal_date_is_skipped() => Seeded.Holds(Paused, r =>
    {
        var (place, nominal) = (Jurisdiction.Of(r.Country), r.Answer().NominalDate!.Value);
        return nominal <= r.DueDay() && Enumerable.Range(0, r.DueDay().DayNumber - nominal.DayNumber).All(d => !place.IsWorkingDay(nominal.AddDays(d)));
    });

    [Fact]
    public void An_extension_is_never_earlier_and_its_notice_is_the_plain_date() => Seeded.Holds(Paused, r =>
    {
        var plain = (r with { Kind = DeadlineKind.Dsr }).Answer();
        var extended = (r with { Kind = DeadlineKind.Dsr, Extended = true }).Answer();
        return extended.DueAt > plain.DueAt && extended.NoticeDueAt == plain.DueAt;
    });

    [Fact]
    public void A_pause_never_shortens() => Seeded.Holds(
        Paused, r => r.Answer().DueAt >= (r with { PausedFrom = null, PausedUntil = null, PauseReason = null }).Answer().DueAt);

    [Fact]
    public void A_longer_pause_is_never_due_earlier() => Seeded.Holds(
        from request in Paused from hours in Gen.Choose(1, 1000) select (request, hours),
        c => (c.request with { PausedUntil = c.request.PausedUntil!.Value.AddHours(c.hours) }).Answer().DueAt >= c.request.Answer().DueAt);

    [Fact]
    public void A_due_date_is_the_last_second_of_its_local_day() => Seeded.Holds(Paused, r =>
    {
        var due = r.Answer().DueAt!.Value;
        return due.TimeOfDay == new TimeSpan(23, 59, 59) && due.Offset == Jurisdiction.Of(r.Country).TimeZone.GetUtcOffset(due);
    });

    [Fact]
    public void The_conservative_profile_is_never_later() => Seeded.Holds(
        Paused, r => (r with { Profile = "conservative" }).Answer().DueAt <= r.Answer().DueAt);

    [Fact]
    public void One_instant_has_one_answer_however_its_offset_is_written() => Seeded.Holds(
        from request in Paused from quarters in Gen.Choose(-14 * 4, 14 * 4) select (request, offset: TimeSpan.FromMinutes(15 * quarters)),
        c => Same(c.request.Answer(), (c.request with
        {
            ReceivedAt = c.request.ReceivedAt.ToOffset(c.offset),
            PausedFrom = c.request.PausedFrom!.Value.ToOffset(c.offset),
            PausedUntil = c.request.PausedUntil!.Value.ToOffset(c.offset),
        }).Answer()));

    [Fact]
    public void Every_minute_of_a_local_day_has_the_due_date_of_that_day() => Seeded.Holds(
        from request in Requests from minute in Gen.Choose(0, (24 * 60) - 1) select (request, minute),
        c =>
        {
            var place = Jurisdiction.Of(c.request.Country);
            var other = place.At(Received(c.request).ToDateTime(TimeOnly.MinValue).AddMinutes(c.minute));
            return place.DateOf(other) != Received(c.request) || Same((c.request with { ReceivedAt = other }).Answer(), c.request.Answer());
        });

    [Fact]
    public void The_steps_end_with_the_date_that_is_answered_and_name_the_calendar() => Seeded.Holds(Paused, r =>
    {
        var answer = r.Answer();
        var day = r.DueDay().ToString("d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en-GB"));
        return answer.Steps[^1].En.Contains(day, StringComparison.Ordinal) && answer.Calendar?.Code == Jurisdiction.Of(r.Country).Code;
    });

    private static DeadlineQuestion Later(DeadlineQuestion request, int minutes) => request with { ReceivedAt = request.ReceivedAt.AddMinutes(minutes) };

    private static bool Same(DeadlineAnswer one, DeadlineAnswer other) =>
        (one.DueAt, one.NominalDate, one.NoticeDueAt, one.InternalTargetAt, one.PauseAccepted, one.Disputable)
        == (other.DueAt, other.NominalDate, other.NoticeDueAt, other.InternalTargetAt, other.PauseAccepted, other.Disputable)
        && one.Steps.SequenceEqual(other.Steps);

    private static DateOnly Received(DeadlineQuestion request) => Jurisdiction.Of(request.Country).DateOf(request.ReceivedAt);
}
