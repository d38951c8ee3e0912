// Two passes: the first scans every sentence for forms and counts how many name a year, which tells
// a history from news; the second resolves the forms in text order.
#include "parley/times/find_times.h"

#include <array>
#include <cmath>
#include <cstdlib>

#include "parley/base/date.h"
#include "parley/times/resolve.h"
#include "parley/times/scanner.h"

namespace parley::times {
namespace {

std::optional<base::Date> published_day(const text::Published& published) {
  if (!published.value || published.value->size() < 10) return std::nullopt;
  return base::parse_iso_date(std::string_view(*published.value).substr(0, 10));
}

// A history names many years, and hardly ever the year it was published in.
bool is_narrative(const std::vector<Form>& forms, std::optional<base::Date> published) {
  constexpr int kMinYears = 6;
  int years = 0;
  int near = 0;
  for (const Form& form : forms) {
    if (form.kind != FormKind::kCalendar || form.year == 0) continue;
    ++years;
    if (published && !form.before_christ && std::abs(form.year - published->year) <= 1) ++near;
  }
  return years >= kMinYears && near * 5 < years;
}

// "three days after 7 October", "two weeks from Tuesday": the last time but one is a length that is
// counted from the last, a day. The length then says which day is meant.
void count_from_date(const text::Article& article, const analysis::Analysis& analysis,
                     const std::vector<Form>& forms, std::vector<TimeExpression>& times) {
  TimeExpression& length = times[times.size() - 2];
  const TimeExpression& date = times.back();
  const Form& form = forms[times.size() - 2];
  const Form& next = forms[times.size() - 1];
  if (form.kind != FormKind::kDuration || form.vague || form.count != std::floor(form.count) ||
      next.first != form.end + 1 || !date.resolved || !form.mod.empty()) {
    return;
  }
  const std::string_view word = article.at(analysis.tokens[form.end].span);
  const bool after = same_word(word, "after") || same_word(word, "from");
  if (!after && !same_word(word, "before")) return;
  const std::optional<base::Date> from = base::parse_iso_date(*date.resolved);
  if (!from) return;
  const auto count = static_cast<std::int64_t>(form.count) * (after ? 1 : -1);
  base::Date to = *from;
  if (form.unit == Unit::kDay) {
    to = base::add_days(*from, count);
  } else if (form.unit == Unit::kWeek || form.unit == Unit::kFortnight) {
    to = base::add_days(*from, count * (form.unit == Unit::kWeek ? 7 : 14));
  } else if (form.unit == Unit::kMonth || form.unit == Unit::kYear) {
    to = base::add_months(*from, count * (form.unit == Unit::kMonth ? 1 : 12));
  } else {
    return;
  }
  if (to == *from || to.year <= base::kFirstYear || to.year >= base::kLastYear) return;
  length.resolved = base::to_iso(to);
  length.anchor = date.anchor == Anchor::kNone ? Anchor::kText : date.anchor;
  length.unresolved_reason.clear();
}

}  // namespace

std::string_view name_of(TimeType type) {
  constexpr std::array<std::string_view, 4> kNames = {"DATE", "TIME", "DURATION", "SET"};
  return kNames[static_cast<std::size_t>(type)];
}

std::string_view name_of(Anchor anchor) {
  constexpr std::array<std::string_view, 3> kNames = {"none", "published", "text"};
  return kNames[static_cast<std::size_t>(anchor)];
}

std::vector<TimeExpression> find_times(const text::Article& article,
                                       const analysis::Analysis& analysis) {
  std::vector<Form> forms;
  for (const analysis::Sentence& sentence : analysis.sentences) {
    scan_sentence(article.text, analysis.tokens, sentence.first_token, sentence.end_token, forms);
  }
  Context context;
  context.published = published_day(article.published);
  context.narrative = is_narrative(forms, context.published);
  std::vector<TimeExpression> times;
  times.reserve(forms.size());
  std::size_t at = 0;
  for (const Form& form : forms) {
    while (analysis.sentences[at].end_token <= form.first) ++at;
    const analysis::Sentence& sentence = analysis.sentences[at];
    const Direction direction = direction_of(article.text, analysis.tokens, sentence.first_token,
                                             sentence.end_token, form.first, form.end);
    TimeExpression time = resolve(form, direction, context);
    time.span = {analysis.tokens[form.first].span.start, analysis.tokens[form.end - 1].span.end};
    times.push_back(std::move(time));
    if (times.size() > 1) count_from_date(article, analysis, forms, times);
  }
  return times;
}

}  // namespace parley::times
