// How much a report is about the process that somebody follows, before it is analysed.
//
//   const Topic topic = parse_topic("+'Northport Council' ferry|ferries strike");
//   const Relevance found = judge(topic, article);   // found.score from 0 to 1
//
// A topic is terms: words, phrases in quotation marks, a* for a beginning, a|b for other words for
// the same thing, + before what a report must have. A term weighs by how few reports use its words
// (data/common_words.tsv) and a name more, so that "talks" alone keeps nothing. It counts by how
// often the report has it for its length, the headline and the beginning more. No two reports are
// compared: what is kept does not depend on the others. A report is kept that reaches the
// threshold, has the required terms, tells of one of the rarest and reaches a fifth of what the
// others weigh.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"
#include "parley/text/article.h"

namespace parley::intake {

struct TopicTerm {
  std::string written;                              // as in the query: "ferry|ferries"
  std::vector<std::vector<std::string>> spellings;  // each in words, folded; a word may end in *
  // Bits: 3 for what every eighth report has. Of each spelling, and the most of them.
  std::vector<double> weights;
  double weight = 1;
  bool required = false;  // +
};

struct Topic {
  std::string written;
  std::vector<TopicTerm> terms;
};

inline constexpr std::size_t kMaxTopicTerms = 64;
inline constexpr double kAboutThreshold = 0.4;

enum class TermPlace : std::uint8_t { kNone, kOnce, kMore, kBeginning };
[[nodiscard]] std::string_view name_of(TermPlace place);

enum class Verdict : std::uint8_t { kKept, kLowScore, kLacksRequired, kLacksRarest, kOneTerm };
[[nodiscard]] std::string_view name_of(Verdict verdict);

struct Relevance {
  double score = 0;               // share of the weights that the report reaches
  std::vector<TermPlace> places;  // one for each term
  bool has_required = true;       // has all terms with +
  bool has_rarest = true;         // tells of one of the terms that weigh most, not once in passing
  bool has_others = true;         // reaches a part of what the other terms weigh as well

  [[nodiscard]] Verdict verdict(double threshold) const;
};

// Fails for a query without a term, or with more than kMaxTopicTerms. Words that say nothing
// ("the", "of") are passed over outside phrases, but for required ones.
[[nodiscard]] base::Result<Topic> parse_topic(std::string_view query);

// Time is linear in the article's text. Safe from several threads.
[[nodiscard]] Relevance judge(const Topic& topic, const text::Article& article);

}  // namespace parley::intake
