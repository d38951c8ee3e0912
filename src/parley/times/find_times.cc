// Two passes: the first scans every sentence for forms and counts how many name a year, which tells
// a history from news; the second resolves the forms in text order.
#include "parley/times/find_times.h"

#include <array>
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
  }
  return times;
}

}  // namespace parley::times
