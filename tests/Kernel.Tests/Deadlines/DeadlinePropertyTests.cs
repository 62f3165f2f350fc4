using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Gdpr.Kernel.Calendars;
using Gdpr.Kernel.Deadlines;

namespace Gdpr.Kernel.Tests.Deadlines;

[Properties(Arbitrary = [typeof(Requests)], MaxTest = 400)]
public sealed class DeadlinePropertyTests
{
    [Property]
    public bool A_later_receipt_never_has_an_earlier_due_date(Request request, PositiveInt minutes)
    {
        var later = request.Question with { ReceivedAt = request.Question.ReceivedAt.AddMinutes(minutes.Get) };
        return later.Answer().DueAt >= request.Question.Answer().DueAt;
    }

    [Property]
    public bool The_due_date_is_a_working_day(Request request) =>
        Jurisdiction.Of(request.Question.Country).IsWorkingDay(request.Question.DueDay());

    [Property]
    public bool The_due_date_is_never_earlier_than_28_days(Request request) =>
        request.Question.DueDay().DayNumber - Received(request).DayNumber >= 28;

    [Property]
    public bool No_working_day_after_the_nominal_date_is_skipped(Request request)
    {
        var (place, answer) = (Jurisdiction.Of(request.Question.Country), request.Question.Answer());
        for (var day = answer.NominalDate!.Value; day < request.Question.DueDay(); day = day.AddDays(1))
        {
            if (place.IsWorkingDay(day))
            {
                return false;
            }
        }

        return answer.NominalDate <= request.Question.DueDay();
    }

    [Property]
    public bool An_extension_is_never_earlier_and_its_notice_is_the_plain_date(Request request)
    {
        var extended = (request.Question with { Extended = true }).Answer();
        var plain = request.Question.Answer();
        return extended.DueAt >= plain.DueAt && extended.NoticeDueAt == plain.DueAt;
    }

    [Property]
    public bool A_pause_never_shortens(Request request, NonNegativeInt askedAfterHours, NonNegativeInt lastedHours)
    {
        var asked = request.Question.ReceivedAt.AddHours(askedAfterHours.Get);
        var paused = request.Question with { PausedFrom = asked, PausedUntil = asked.AddHours(lastedHours.Get), PauseReason = "identity" };
        return paused.Answer().DueAt >= request.Question.Answer().DueAt;
    }

    [Property]
    public bool A_due_date_is_the_last_second_of_its_local_day(Request request)
    {
        var due = request.Question.Answer().DueAt!.Value;
        return due.TimeOfDay == new TimeSpan(23, 59, 59)
            && due.Offset == Jurisdiction.Of(request.Question.Country).TimeZone.GetUtcOffset(due);
    }

    [Property]
    public bool The_conservative_profile_is_never_later(Request request) =>
        (request.Question with { Profile = "conservative" }).Answer().DueAt <= request.Question.Answer().DueAt;

    private static DateOnly Received(Request request) =>
        Jurisdiction.Of(request.Question.Country).DateOf(request.Question.ReceivedAt);

    public sealed record Request(DeadlineQuestion Question);

    public static class Requests
    {
        private static readonly string[] Countries =
            ["FR", "FR-57", "FR-971", "FR-973", "FR-974", "FR-976", "AT", "BE", "DE", "ES", "IE", "IT", "LU", "NL", "PT"];

        public static Arbitrary<Request> Any() => (
            from minutes in Gen.Choose(0, 15 * 365 * 24 * 60)
            from country in Gen.Elements(Countries)
            select new Request(new DeadlineQuestion
            {
                Kind = DeadlineKind.Dsr,
                ReceivedAt = new DateTimeOffset(2018, 5, 25, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes),
                Country = country,
            })).ToArbitrary();
    }
}
