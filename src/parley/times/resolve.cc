#include "parley/times/resolve.h"

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "parley/times/holidays.h"

namespace parley::times {
namespace {

using base::Date;

constexpr std::string_view kNoAnchor = "no-anchor";           // nothing to count from
constexpr std::string_view kVague = "vague";                  // the words fix no date
constexpr std::string_view kLength = "length";                // a length of time, no date
constexpr std::string_view kRepeats = "repeats";              // a set
constexpr std::string_view kContradiction = "contradiction";  // the weekday is another one
constexpr std::string_view kNoSuchDay = "no-such-day";        // 30 February
constexpr std::string_view kMoves = "other-calendar";         // a holiday that moves
constexpr std::string_view kOutside = "out-of-range";         // before year 1, after year 9999

class Resolver {
 public:
  Resolver(const Form& form, Direction direction, Context& context)
      : form_(form), direction_(direction), context_(context) {}

  TimeExpression run() {
    out_.mod = form_.mod;
    switch (form_.kind) {
      case FormKind::kCalendar:
        calendar();
        break;
      case FormKind::kWeekday:
        weekday();
        break;
      case FormKind::kDay:
        day();
        break;
      case FormKind::kUnit:
        unit();
        break;
      case FormKind::kWeekOfMonth:
        week_of_month();
        break;
      case FormKind::kAway:
        away();
        break;
      case FormKind::kSeason:
        season();
        break;
      case FormKind::kQuarter:
      case FormKind::kHalf:
        quarter();
        break;
      case FormKind::kDecade:
        decade();
        break;
      case FormKind::kCentury:
        century();
        break;
      case FormKind::kHoliday:
        holiday();
        break;
      case FormKind::kDuration:
        out_.type = TimeType::kDuration;
        out_.value = length_value(form_.unit, form_.count, form_.vague);
        if (form_.more_count > 0)
          add_length(length_value(form_.more_unit, form_.more_count, false));
        unresolved(kLength);
        break;
      case FormKind::kSet:
        set();
        break;
      case FormKind::kReference:
        out_.value = form_.code;
        unresolved(kVague);
        break;
      case FormKind::kClock:
        clock();
        break;
    }
    if (!form_.clock.empty() || !form_.part.empty()) add_time_of_day();
    if (out_.mod == "APPROX" && out_.resolved && out_.type == TimeType::kDate &&
        out_.resolved->find('/') == std::string::npos) {
      *out_.resolved += '~';
    }
    return out_;
  }

 private:
  void unresolved(std::string_view reason) {
    out_.resolved.reset();
    out_.anchor = Anchor::kNone;
    out_.unresolved_reason = reason;
  }

  void resolved(std::string edtf, Anchor anchor) {
    out_.resolved = std::move(edtf);
    out_.anchor = anchor;
  }

  // The day to count from: the text's where the words ask for it, else the publication date.
  std::optional<Date> anchor(Anchor& kind) const {
    if (form_.from_text) {
      kind = Anchor::kText;
      if (context_.mentioned) return context_.mentioned->date;
      return std::nullopt;
    }
    if (context_.narrative && context_.mentioned) {
      kind = Anchor::kText;
      return context_.mentioned->date;
    }
    kind = Anchor::kPublished;
    return context_.published;
  }

  void mention(Date date, Unit precision) { context_.mentioned = TextDate{date, precision}; }

  // `days` after `from`, unless the calendar ends before.
  void give_day_after(Date from, std::int64_t days, Anchor kind) {
    const Date date = base::add_days(from, days);
    if (base::to_days(date) - base::to_days(from) != days) {
      out_.value = "XXXX-XX-XX";
      unresolved(kOutside);
      return;
    }
    give_day(date, kind);
  }

  void give_day(Date date, Anchor kind) {
    out_.value = base::to_iso(date);
    resolved(out_.value, kind);
    mention(date, Unit::kDay);
  }

  void calendar() {
    if (form_.before_christ) {
      out_.value = fmt::format("BC{:04}", form_.year);
      std::string edtf = form_.year == 1 ? "0000" : fmt::format("-{:04}", form_.year - 1);
      for (const int part : {form_.month, form_.day}) {
        if (part == 0) break;
        out_.value += fmt::format("-{:02}", part);
        edtf += fmt::format("-{:02}", part);
      }
      resolved(std::move(edtf), Anchor::kNone);
      return;
    }
    if (form_.year_zero) {
      out_.value = "0000";
      if (form_.month > 0) out_.value += fmt::format("-{:02}", form_.month);
      if (form_.day > 0) out_.value += fmt::format("-{:02}", form_.day);
      unresolved(kOutside);
      return;
    }
    if (form_.month == 0 && form_.day > 0) {
      day_of_month();
      return;
    }
    Anchor kind = Anchor::kNone;
    int year = form_.year;
    const bool never = form_.month > 0 && form_.day > base::days_in_month(2000, form_.month);
    if (year == 0 && !never) year = chosen_year(kind);
    const std::string head = year > 0 ? fmt::format("{:04}", year) : "XXXX";
    out_.value = head;
    if (form_.month > 0) out_.value += fmt::format("-{:02}", form_.month);
    if (form_.day > 0) out_.value += fmt::format("-{:02}", form_.day);
    if (year == 0) {
      unresolved(never ? kNoSuchDay : kNoAnchor);
      return;
    }
    const Date date = {year, form_.month > 0 ? form_.month : 1, form_.day > 0 ? form_.day : 1};
    if (!base::is_valid(date)) {
      unresolved(kNoSuchDay);
      return;
    }
    if (form_.weekday > 0 && form_.day > 0 && base::weekday(date) != form_.weekday) {
      unresolved(kContradiction);
      return;
    }
    if (form_.week_of && form_.day > 0) {
      give_week(date, kind);
      return;
    }
    resolved(out_.value, kind);
    mention(date, form_.day > 0 ? Unit::kDay : form_.month > 0 ? Unit::kMonth : Unit::kYear);
  }

  // "Friday the 15th", "on the 27th": the nearest such day, before a verb in the past or after one
  // in the future. Without a weekday or a tense nothing settles the month.
  void day_of_month() {
    out_.value = fmt::format("XXXX-XX-{:02}", form_.day);
    Anchor kind = Anchor::kNone;
    const std::optional<Date> from = anchor(kind);
    if (!from) {
      unresolved(kNoAnchor);
      return;
    }
    const bool ahead = form_.future || direction_ == Direction::kFuture;
    if (!ahead && direction_ == Direction::kUnknown && form_.weekday == 0) {
      unresolved(kVague);
      return;
    }
    constexpr int kFarthest = 400;  // a weekday and day of the month meet again within that
    for (int step = 0; step <= kFarthest; ++step) {
      for (const int days : {ahead ? step : -step, ahead ? -step : step}) {
        // The other side only where a weekday tells which, and within six weeks.
        if (days != (ahead ? step : -step) && (form_.weekday == 0 || step > 45)) continue;
        const Date date = base::add_days(*from, days);
        if (date.day != form_.day) continue;
        if (form_.weekday > 0 && base::weekday(date) != form_.weekday) continue;
        give_day(date, kind);
        return;
      }
    }
    unresolved(kContradiction);
  }

  // The week whose Thursday is the month's n-th, as ISO 8601 gives weeks to years.
  void week_of_month() {
    Anchor kind = Anchor::kNone;
    const int year = form_.year > 0 ? form_.year : chosen_year(kind);
    if (year == 0) {
      out_.value = "XXXX-WXX";
      unresolved(kNoAnchor);
      return;
    }
    if (form_.unit == Unit::kDay && form_.weekday == 0) {  // "the last day of May"
      const int last = base::days_in_month(year, form_.month);
      give_day({year, form_.month, form_.number < 0 ? last : form_.number}, kind);
      return;
    }
    constexpr int kThursday = 4;
    const int weekday = form_.weekday > 0 ? form_.weekday : kThursday;
    const Date first = {year, form_.month, 1};
    const int lead = (weekday - base::weekday(first) + 7) % 7;  // days to the first of them
    const int days = base::days_in_month(year, form_.month);
    const int weeks = (days - lead - 1) / 7;  // weeks from the first of them to the last
    const int number = form_.number < 0 ? weeks : form_.number - 1;
    if (number > weeks) {
      out_.value = fmt::format("{:04}-{:02}", year, form_.month);
      unresolved(kNoSuchDay);
      return;
    }
    const Date date = base::add_days(first, lead + 7 * number);
    form_.weekday > 0 ? give_day(date, kind) : give_week(date, kind);
  }

  // The year of a month or day that the words leave out; 0 where nothing settles it.
  int chosen_year(Anchor& kind) const {
    const int year = likely_year(kind);
    // 29 February: the nearest year that has one.
    if (year == 0 || form_.month != 2 || form_.day != 29) return year;
    for (const int step : {0, -1, 1, -2, 2, -3, 3, -4}) {
      const bool back = step < 0;
      if (step != 0 && direction_ != Direction::kUnknown &&
          back != (direction_ == Direction::kPast)) {
        continue;
      }
      if (base::is_valid({year + step, 2, 29})) return year + step;
    }
    return year;
  }

  int likely_year(Anchor& kind) const {
    const bool year_said = form_.has_shift && form_.unit == Unit::kYear;
    const std::optional<Date> from = anchor(kind);
    if (!from) return 0;
    if (year_said) return from->year + form_.shift;
    if (kind == Anchor::kText) return from->year + (form_.has_shift ? form_.shift : 0);
    // How many months the month lies after the anchor's in the same year.
    const int ahead = form_.month - from->month;
    const bool after = ahead > 0 || (ahead == 0 && form_.day > from->day);
    if (form_.has_shift && form_.shift < 0) return from->year - (after || ahead == 0 ? 1 : 0);
    if (form_.has_shift && form_.shift > 0) return from->year + (after ? 0 : 1);
    if (form_.has_shift) return from->year;
    if (form_.weekday > 0 && form_.day > 0) {
      // The nearest year in which the day falls on the weekday said.
      for (const int step : {0, -1, 1}) {
        const Date date = {from->year + step, form_.month, form_.day};
        if (base::is_valid(date) && base::weekday(date) == form_.weekday &&
            std::abs(ahead + 12 * step) <= 9) {
          return date.year;
        }
      }
    }
    const Direction direction = form_.future ? Direction::kFuture : direction_;
    if (direction == Direction::kFuture && ahead < -2) return from->year + 1;
    if (direction == Direction::kPast && ahead > 2) return from->year - 1;
    if (ahead > 6) return from->year - 1;
    if (ahead < -8) return from->year + 1;
    return from->year;
  }

  void weekday() {
    Anchor kind = Anchor::kNone;
    const std::optional<Date> from = anchor(kind);
    if (!from || (kind == Anchor::kText && context_.mentioned->precision != Unit::kDay)) {
      out_.value = fmt::format("XXXX-WXX-{}", form_.weekday);
      unresolved(kNoAnchor);
      return;
    }
    const int today = base::weekday(*from);
    if (form_.has_shift && form_.unit == Unit::kWeek) {  // "Sunday of next week"
      give_day_after(*from, form_.weekday - today + 7 * form_.shift, kind);
      return;
    }
    const int back = (today - form_.weekday + 7) % 7;
    int offset = -back;
    const bool ahead = form_.future || direction_ == Direction::kFuture;
    if (form_.has_shift && form_.shift > 0) {
      offset = back == 0 ? 7 : 7 - back;
    } else if (form_.has_shift && form_.shift < 0) {
      offset = back == 0 ? -7 : -back;
    } else if (form_.has_shift) {
      offset = form_.weekday - today;  // "this Friday": of this week
      if (ahead && offset < 0) offset += 7;
    } else if (ahead && back > 0) {
      offset = 7 - back;
    }
    give_day_after(*from, offset, kind);
  }

  void day() {
    Anchor kind = Anchor::kNone;
    std::optional<Date> from = anchor(kind);
    if (form_.part_of_last_day && context_.mentioned &&
        context_.mentioned->precision == Unit::kDay) {
      from = context_.mentioned->date;
      kind = Anchor::kText;
    }
    if (!from || (kind == Anchor::kText && context_.mentioned->precision != Unit::kDay)) {
      out_.value = "XXXX-XX-XX";
      unresolved(kNoAnchor);
      return;
    }
    give_day_after(*from, form_.shift, kind);
  }

  static Date week_day(Date date) {
    // On a Sunday "this week" is the week that begins, as English reports use it.
    return base::weekday(date) == 7 ? base::add_days(date, 1) : date;
  }

  void give_week(Date inside, Anchor kind) {
    const base::IsoWeek week = base::iso_week(inside);
    const Date monday = base::monday_of(week);
    out_.value = base::to_iso({week.year, 1, week.week}).replace(5, 3, "W");  // "2025-W03"
    resolved(base::to_iso(monday) + "/" + base::to_iso(base::add_days(monday, 6)), kind);
  }

  void give_month(Date date, Anchor kind) {
    out_.value = base::to_iso(date).substr(0, 7);  // without the day
    resolved(out_.value, kind);
    if (kind == Anchor::kText) mention({date.year, date.month, 1}, Unit::kMonth);
  }

  void give_quarter(int year, int number, Anchor kind) {
    out_.value = fmt::format("{:04}-Q{}", year, number);
    resolved(fmt::format("{:04}-{:02}/{:04}-{:02}", year, number * 3 - 2, year, number * 3), kind);
  }

  void give_year(int year, Anchor kind) {
    out_.value = fmt::format("{:04}", year);
    resolved(out_.value, kind);
    if (kind == Anchor::kText) mention({year, 1, 1}, Unit::kYear);
  }

  void unit() {
    Anchor kind = Anchor::kNone;
    std::optional<Date> from = anchor(kind);
    if (!from && form_.from_text && form_.shift < 0) {
      // "the previous quarter": before the report's own, where the text has named none.
      kind = Anchor::kPublished;
      from = context_.published;
    }
    if (!from) {
      constexpr std::string_view kHoles[] = {
          "XXXX-XX-XX",  "XXXX-XX-XX", "XXXX-XX-XX", "XXXX-XX-XX", "XXXX-WXX", "XXXX-WXX",
          "XXXX-WXX-WE", "XXXX-XX",    "XXXX-QX",    "XXXX",       "XXX",      "XX"};
      out_.value = kHoles[static_cast<std::size_t>(form_.unit)];
      unresolved(kNoAnchor);
      return;
    }
    const int shift = form_.shift;
    if (from->year + shift * (form_.unit == Unit::kCentury  ? 100
                              : form_.unit == Unit::kDecade ? 10
                                                            : 1) >=
            base::kLastYear ||
        from->year + shift < base::kFirstYear) {
      out_.value = "XXXX";
      unresolved(kOutside);
      return;
    }
    switch (form_.unit) {
      case Unit::kWeek:
      case Unit::kFortnight:
        give_week(base::add_days(week_day(*from), 7 * shift), kind);
        break;
      case Unit::kWeekend:
        weekend(*from, kind);
        break;
      case Unit::kMonth:
        give_month(base::add_months(*from, shift), kind);
        break;
      case Unit::kQuarter: {
        const Date date = base::add_months(*from, 3 * (form_.has_shift ? shift : -1));
        give_quarter(date.year, (date.month + 2) / 3, kind);
        break;
      }
      case Unit::kDecade:
        out_.value = fmt::format("{:03}", from->year / 10 + shift);
        resolved(out_.value + "X", kind);
        break;
      case Unit::kCentury:
        out_.value = fmt::format("{:02}", from->year / 100 + shift);
        resolved(out_.value + "XX", kind);
        break;
      default:
        give_year(from->year + shift, kind);
        break;
    }
  }

  void weekend(Date from, Anchor kind) {
    const int today = base::weekday(from);
    int weeks = form_.shift;
    if (!(form_.has_shift && form_.shift != 0) && today < 5 &&
        (direction_ == Direction::kPast || (today <= 3 && direction_ == Direction::kUnknown))) {
      weeks = -1;
    }
    const base::IsoWeek week = base::iso_week(base::add_days(from, 7 * weeks));
    const Date saturday = base::add_days(base::monday_of(week), 5);
    out_.value = fmt::format("{:04}-W{:02}-WE", week.year, week.week);
    resolved(base::to_iso(saturday) + "/" + base::to_iso(base::add_days(saturday, 1)), kind);
  }

  void away() {
    if (form_.vague) {
      out_.value = form_.shift < 0 ? "PAST_REF" : "FUTURE_REF";
      unresolved(kVague);
      return;
    }
    Anchor kind = Anchor::kNone;
    std::optional<Date> from = anchor(kind);
    if (!from && form_.from_text && form_.shift < 0 && form_.unit == Unit::kYear) {
      // "up 5 percent from a year earlier": than the report's own year.
      kind = Anchor::kPublished;
      from = context_.published;
    }
    if (form_.unit < Unit::kDay || !from ||
        (kind == Anchor::kText && form_.unit <= Unit::kDay &&
         context_.mentioned->precision != Unit::kDay)) {
      if (form_.unit < Unit::kDay) out_.type = TimeType::kDuration;
      out_.value = length_value(form_.unit, form_.count, false);
      unresolved(form_.unit < Unit::kDay ? kLength : kNoAnchor);
      return;
    }
    const auto whole = static_cast<std::int64_t>(form_.count);
    const bool part = form_.count != std::floor(form_.count);
    const std::int64_t steps = whole * form_.shift;
    switch (form_.unit) {
      case Unit::kDay:
        give_day_after(*from, steps, kind);
        break;
      case Unit::kWeek:
      case Unit::kWeekend:
        give_week(base::add_days(*from, 7 * steps), kind);
        break;
      case Unit::kFortnight:
        give_week(base::add_days(*from, 14 * steps), kind);
        break;
      case Unit::kMonth:
        give_month(base::add_months(*from, steps), kind);
        break;
      case Unit::kQuarter: {
        const Date date = base::add_months(*from, 3 * steps);
        give_quarter(date.year, (date.month + 2) / 3, kind);
        break;
      }
      case Unit::kDecade:
        give_year(base::add_months(*from, 120 * steps).year, kind);
        break;
      case Unit::kCentury:
        give_year(base::add_months(*from, 1200 * steps).year, kind);
        break;
      default:
        if (part) {
          give_month(base::add_months(*from, steps * 12 + 6 * form_.shift), kind);
        } else {
          give_year(base::add_months(*from, 12 * steps).year, kind);
        }
    }
  }

  void season() {
    constexpr std::string_view kCodes[] = {"SP", "SU", "FA", "WI"};
    int number = 0;
    while (number < 3 && kCodes[number] != form_.code) ++number;
    Anchor kind = Anchor::kNone;
    int year = form_.year;
    if (year == 0) {
      const std::optional<Date> from = anchor(kind);
      if (!from) {
        out_.value = fmt::format("XXXX-{}", form_.code);
        unresolved(kNoAnchor);
        return;
      }
      const int first_month = 3 + 3 * number;
      year = from->year;
      if (form_.has_shift && form_.unit == Unit::kYear) {
        year += form_.shift;
      } else if (form_.has_shift && form_.shift < 0) {
        if (from->month < first_month + 2 || number == 3) --year;
      } else if (form_.has_shift && form_.shift > 0) {
        if (from->month >= first_month) ++year;
      } else if (!form_.has_shift && direction_ == Direction::kPast && first_month > from->month) {
        --year;
      }
    }
    out_.value = fmt::format("{:04}-{}", year, form_.code);
    resolved(fmt::format("{:04}-{}", year, 21 + number), kind);
    if (form_.year > 0) mention({year, number == 3 ? 12 : 3 + 3 * number, 1}, Unit::kMonth);
  }

  void quarter() {
    Anchor kind = Anchor::kNone;
    int year = form_.year;
    const int months = form_.kind == FormKind::kQuarter ? 3 : 6;
    const int first_month = (form_.number - 1) * months + 1;
    const char letter = form_.kind == FormKind::kQuarter ? 'Q' : 'H';
    if (year == 0) {
      const std::optional<Date> from = anchor(kind);
      if (!from) {
        out_.value = fmt::format("XXXX-{}{}", letter, form_.number);
        unresolved(kNoAnchor);
        return;
      }
      year = from->year;
      if (form_.has_shift) {
        year += form_.shift;
      } else if (first_month > from->month + 2 && direction_ != Direction::kFuture) {
        --year;
      }
    }
    out_.value = fmt::format("{:04}-{}{}", year, letter, form_.number);
    resolved(
        fmt::format("{:04}-{:02}/{:04}-{:02}", year, first_month, year, first_month + months - 1),
        kind);
  }

  void decade() {
    out_.value = fmt::format("{:03}", form_.year / 10);
    resolved(out_.value + "X", Anchor::kNone);
  }

  void century() {
    if (form_.before_christ) {
      out_.value = fmt::format("BC{:02}", form_.number - 1);
      unresolved(kVague);
      return;
    }
    out_.value = fmt::format("{:02}", form_.number - 1);
    resolved(out_.value + "XX", Anchor::kNone);
  }

  void holiday() {
    Anchor kind = Anchor::kNone;
    int year = form_.year;
    const std::optional<Date> from = anchor(kind);
    if (year > 0) kind = Anchor::kNone;
    if (year == 0 && !from) {
      const auto any = holiday_in(form_.code, 2001);
      const bool fixed =
          any && form_.code.find('/') == std::string::npos && !form_.code.starts_with("easter");
      out_.value = fixed ? fmt::format("XXXX-{}", form_.code) : "XXXX-XX-XX";
      unresolved(any ? kNoAnchor : kMoves);
      return;
    }
    if (year == 0) {
      year = from->year;
      if (form_.has_shift && form_.unit == Unit::kYear) {
        year += form_.shift;
      } else if (const auto day = holiday_in(form_.code, year)) {
        const std::int64_t ahead = base::to_days(*day) - base::to_days(*from);
        if (form_.has_shift && form_.shift < 0 && ahead >= 0) --year;
        if (form_.has_shift && form_.shift > 0 && ahead <= 0) ++year;
        const bool future = form_.future || direction_ == Direction::kFuture;
        const bool past = !future && direction_ == Direction::kPast;
        if (!form_.has_shift && (ahead > 183 || (past && ahead > 0))) --year;
        if (!form_.has_shift && (ahead < -183 || (future && ahead < 0))) ++year;
      }
    }
    if (const auto day = holiday_in(form_.code, year)) {
      give_day(*day, kind);
    } else {
      out_.value = fmt::format("{:04}", year);
      unresolved(kMoves);
    }
  }

  // "P1Y" and "P3M" are "P1Y3M"; "P2D" and "PT3H" are "P2DT3H".
  void add_length(const std::string& more) {
    const bool clock = more.starts_with("PT");
    const bool has_clock = out_.value.find('T') != std::string::npos;
    if (has_clock && !clock) return;
    out_.value += more.substr(clock && has_clock ? 2 : 1);
  }

  void set() {
    out_.type = TimeType::kSet;
    unresolved(kRepeats);
    if (!form_.code.empty()) {
      out_.value = form_.code;
    } else if (form_.weekday > 0) {
      out_.value = fmt::format("XXXX-WXX-{}", form_.weekday);
    } else if (!form_.part.empty()) {
      out_.value = "XXXX-XX-XX";
    } else {
      out_.value = length_value(form_.unit, form_.count, false);
    }
  }

  void clock() {
    Anchor kind = Anchor::kNone;
    const std::optional<Date> from = anchor(kind);
    if (!from || kind == Anchor::kText) {
      out_.value = "XXXX-XX-XX";
      unresolved(kNoAnchor);
      return;
    }
    out_.value = base::to_iso(*from);
    resolved(out_.value, kind);
  }

  void add_time_of_day() {
    if (form_.kind != FormKind::kSet) out_.type = TimeType::kTime;
    if (!form_.clock.empty()) {
      out_.value += "T" + form_.clock;
      if (out_.resolved) *out_.resolved += "T" + form_.clock;
    } else {
      out_.value += fmt::format("T{}", form_.part);
    }
  }

  static std::string number(double count) {
    return count == std::floor(count) ? fmt::format("{:.0f}", count) : fmt::format("{}", count);
  }

  static std::string length_value(Unit unit, double count, bool vague) {
    const bool half = !vague && count - std::floor(count) == 0.5;
    const double whole = std::floor(count);
    const auto with_half = [&](std::string_view letter, std::string_view rest) {
      return (whole > 0 ? fmt::format("{:.0f}{}", whole, letter) : "") + std::string(rest);
    };
    const std::string n = vague ? "X" : number(count);
    switch (unit) {
      case Unit::kSecond:
        return "PT" + n + "S";
      case Unit::kMinute:
        return half ? "PT" + with_half("M", "30S") : "PT" + n + "M";
      case Unit::kHour:
        return half ? "PT" + with_half("H", "30M") : "PT" + n + "H";
      case Unit::kDay:
        return half && whole == 0 ? "PT12H" : "P" + n + "D";
      case Unit::kWeek:
        return "P" + n + "W";
      case Unit::kFortnight:
        return vague ? "PXW" : "P" + number(count * 2) + "W";
      case Unit::kWeekend:
        return "P" + n + "WE";
      case Unit::kMonth:
        return "P" + n + "M";
      case Unit::kQuarter:
        return vague ? "PXM" : "P" + number(count * 3) + "M";
      case Unit::kYear:
        return half ? "P" + with_half("Y", "6M") : "P" + n + "Y";
      case Unit::kDecade:
        return "P" + n + "DE";
      case Unit::kCentury:
        if (!vague && (half || count < 1)) return "P" + number(count * 100) + "Y";
        return "P" + n + "CE";
    }
    return "PX";
  }

  const Form& form_;
  Direction direction_;
  Context& context_;
  TimeExpression out_;
};

}  // namespace

TimeExpression resolve(const Form& form, Direction direction, Context& context) {
  return Resolver(form, direction, context).run();
}

}  // namespace parley::times
