#include "parley/engine/odd_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "parley/analysis/numeral.h"
#include "parley/figures/number_phrase.h"

namespace parley::engine {
namespace {

constexpr std::size_t kQuoted = 30;  // bytes of the words in a message

std::string quoted(std::string_view words) {
  if (words.size() <= kQuoted) return std::string(words);
  return std::string(words.substr(0, kQuoted)) + "\xE2\x80\xA6";
}

void add_long_numbers(const record::Reading& reading, std::vector<text::Issue>& issues) {
  for (const analysis::Token& token : reading.analysis.tokens) {
    if (token.span.size() <= analysis::kMaxDigits) continue;
    const std::string_view word = reading.article.at(token.span);
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(word, text::is_ascii_digit));
    if (digits <= analysis::kMaxDigits || !text::is_ascii_digit(word.front())) continue;
    if (analysis::read_digits(word)) continue;
    issues.push_back({"overlong-number",
                      fmt::format("{}: a number of {} digits is not read", quoted(word), digits),
                      token.span});
    if (issues.size() >= kMostOddFindings) return;
  }
}

void add_ambiguous_numbers(const record::Reading& reading, std::vector<text::Issue>& issues) {
  for (const figures::Figure& figure : reading.figures) {
    if (!figure.ambiguous) continue;
    issues.push_back({"ambiguous-number",
                      fmt::format("{}: the point may part thousands or decimals; no value is given",
                                  quoted(reading.article.at(figure.span))),
                      figure.span});
  }
}

void add_odd_times(const record::Reading& reading, std::vector<text::Issue>& issues) {
  for (const times::TimeExpression& time : reading.times) {
    const std::string words = quoted(reading.article.at(time.span));
    if (time.unresolved_reason == "no-such-day") {
      issues.push_back(
          {"no-such-day", fmt::format("{}: no calendar has this day", words), time.span});
    } else if (time.unresolved_reason == "contradiction") {
      issues.push_back({"other-weekday",
                        fmt::format("{}: the day is another weekday; it is left open", words),
                        time.span});
    } else if (time.unresolved_reason == "out-of-range") {
      issues.push_back({"date-out-of-range",
                        fmt::format("{}: before year 1 or after year 9999", words), time.span});
    }
  }
}

}  // namespace

std::vector<text::Issue> odd_findings(const record::Reading& reading) {
  std::vector<text::Issue> issues;
  add_long_numbers(reading, issues);
  add_ambiguous_numbers(reading, issues);
  add_odd_times(reading, issues);
  std::ranges::stable_sort(issues, {}, [](const text::Issue& issue) { return issue.span->start; });
  if (issues.size() > kMostOddFindings) issues.resize(kMostOddFindings);
  return issues;
}

}  // namespace parley::engine
