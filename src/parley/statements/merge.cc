#include "parley/statements/merge.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "parley/statements/cue.h"
#include "parley/statements/source.h"

namespace parley::statements {

namespace {

using analysis::Attribution;

// A rule's attribution outside every trained one is kept from this confidence
// on.
constexpr float kSureAlone = 0.65F;
// A trained attribution that no rule sees is kept from this confidence on; the
// lower bound is for cues that the lexicon knows.
constexpr float kLeast = 0.6F;
constexpr float kLeastKnown = 0.4F;
// From this confidence on the trained layer's speaker is taken whatever noun it
// is.
constexpr float kSureSpeaker = 0.75F;
// The same for one that touches a trained one without sharing its cue.
constexpr float kSureBeside = 0.65F;

bool overlaps(const std::vector<text::Span>& spans, const std::vector<text::Span>& others) {
  return std::ranges::any_of(spans, [&](text::Span span) {
    return std::ranges::any_of(others, [&](text::Span other) { return span.overlaps(other); });
  });
}

bool holds(const std::vector<text::Span>& content, text::Span span) {
  return std::ranges::any_of(content, [&](text::Span piece) { return piece.contains(span); });
}

// The tokens of the noun phrase that token `head` governs, without clauses that
// hang on it and what stands behind a comma.
TokenRange phrase_of(const Words& words, std::uint32_t head) {
  const auto& tokens = words.analysis().tokens;
  const TokenRange sentence = words.sentence_range(words.sentence(head));
  const auto inside = [&](std::uint32_t t) {
    for (std::uint32_t up = t, steps = 0; steps < sentence.size(); ++steps) {
      if (up == head) return true;
      const std::string_view relation = tokens[up].deprel;
      if (relation.starts_with("acl") || relation == "parataxis" || relation == "cop" ||
          relation.starts_with("advcl")) {
        return false;
      }
      if (tokens[up].head < 0) return false;
      up = static_cast<std::uint32_t>(tokens[up].head);
    }
    return false;
  };
  TokenRange phrase{head, head + 1};
  while (phrase.first > sentence.first && words.at(phrase.first - 1) != "," &&
         inside(phrase.first - 1)) {
    --phrase.first;
  }
  while (phrase.end < sentence.end && !words.is_punctuation(phrase.end) && inside(phrase.end)) {
    ++phrase.end;
  }
  return phrase;
}

bool speaks(std::string_view relation) {
  return relation.starts_with("nsubj") && relation != "nsubj:pass";
}

// The token that the tree gives a cue as its speaker: the subject of the verb,
// of the verb it is joined to, or the possessor of a noun.
std::optional<std::uint32_t> speaker_of(const Words& words, TokenRange cue) {
  const auto& tokens = words.analysis().tokens;
  const TokenRange sentence = words.sentence_range(words.sentence(cue.first));
  for (std::uint32_t verb = cue.first; verb < cue.end; ++verb) {
    const bool by_agent = words.at(cue.end - 1) == "by";
    std::uint32_t governor = verb;
    for (std::uint32_t steps = 0; steps < 3; ++steps) {
      for (std::uint32_t t = sentence.first; t < sentence.end; ++t) {
        if (tokens[t].head != static_cast<std::int32_t>(governor)) continue;
        if (t >= cue.first && t < cue.end) continue;
        const std::string_view relation = tokens[t].deprel;
        if (by_agent ? relation == "obl:agent" || relation == "obl"
                     : speaks(relation) || relation == "nmod:poss") {
          return t;
        }
      }
      const std::string_view relation = tokens[governor].deprel;
      if (tokens[governor].head < 0 || !(relation == "conj" || relation == "xcomp" ||
                                         relation == "advcl" || relation == "cop")) {
        break;
      }
      governor = static_cast<std::uint32_t>(tokens[governor].head);
    }
  }
  return std::nullopt;
}

// A content that is nobody's quotation ends with the sentence of its cue.
void end_with_sentence(const Words& words, std::uint32_t cue, std::vector<text::Span>& content) {
  for (text::Span& piece : content) {
    const TokenRange range = words.range(piece);
    if (range.empty()) continue;
    TokenRange kept = range;
    for (std::uint32_t t = range.first + 1; t < range.end; ++t) {
      if (words.sentence(t) == words.sentence(t - 1)) continue;
      if (words.quotation(t) >= 0 || words.is_quote_mark(t)) continue;
      if (words.sentence(t) <= words.sentence(cue)) {
        kept.first = t;
      } else {
        kept.end = t;
        break;
      }
    }
    if (!(kept == range)) piece = words.span(kept);
  }
}

// False for what cannot speak: "it", "which", "the aggression", "visions". A
// thing that no list knows may stand in for a speaker only where the trained
// layer says so itself (`sure`).
bool may_speak(const Words& words, const std::vector<text::Span>& source, bool sure) {
  if (source.empty()) return false;
  const TokenRange range = words.range(source.front());
  if (range.empty()) return false;
  if (range.size() == 1) {
    const std::string_view word = words.at(range.first);
    if (word == "it" || word == "that" || word == "this" || word == "which" || word == "there" ||
        word == "what" || word == "you" || word == "one") {
      return false;
    }
  }
  if (sure || !words.tagged()) return true;
  const auto& tokens = words.analysis().tokens;
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    const auto head = static_cast<std::uint32_t>(std::max(tokens[t].head, 0));
    if (tokens[t].head >= 0 && head >= range.first && head < range.end) continue;
    return words.upos(t) == analysis::Upos::kPropn || words.upos(t) == analysis::Upos::kPron ||
           words.upos(t) == analysis::Upos::kNum || noun_kind(words.at(t)) != NounKind::kUnknown;
  }
  return true;
}

// Of several sources, the one that the rule names, else the one nearest to the
// cue.
void keep_nearest(const Attribution* rule, text::Span cue, std::vector<text::Span>& source) {
  if (source.size() < 2) return;
  const auto distance = [&](text::Span span) {
    if (rule != nullptr && overlaps(rule->source, {span})) return 0U;
    return 1 + (span.start < cue.start ? cue.start - std::min(span.end, cue.start)
                                       : span.start - std::min(cue.end, span.start));
  };
  source = {*std::ranges::min_element(source, {}, distance)};
}

// The statement in "cited an envoy (as) saying the port would close": the
// envoy's own.
std::optional<Attribution> cited_in(const Words& words, const Attribution& outer) {
  if (outer.cue.empty() || outer.content.size() != 1) return std::nullopt;
  const TokenRange cue = words.range(outer.cue.front());
  const TokenRange content = words.range(outer.content.front());
  if (cue.empty() || content.empty() || cue.end != content.first) return std::nullopt;
  const std::string_view verb = words.at(cue.end - 1);
  if (!verb.starts_with("cit") && !verb.starts_with("quot")) return std::nullopt;
  for (std::uint32_t t = content.first + 1; t < std::min(content.end - 1, content.first + 16);
       ++t) {
    if (words.is_quote_mark(t)) return std::nullopt;
    if (words.at(t) != "saying") continue;
    const std::uint32_t end = words.at(t - 1) == "as" ? t - 1 : t;
    if (end == content.first) return std::nullopt;
    Attribution inner;
    inner.source = {words.span(TokenRange{content.first, end})};
    inner.cue = {words.span(t)};
    inner.content = {words.span(TokenRange{t + 1, content.end})};
    inner.confidence = outer.confidence;
    return inner;
  }
  return std::nullopt;
}

bool asks_not_to_be_named(const Words& words, std::uint32_t end) {
  for (std::uint32_t t = end; t < std::min(end + 6, words.size()); ++t) {
    const std::string_view word = words.at(t);
    if (word == "." || word == ",") return false;
    if (word == "anonymity" || word == "anonymous" || word == "anonymously") return true;
  }
  return false;
}

// Fills what a trained attribution lacks from the rule's or the tree; false
// where it stays without what a statement needs.
bool complete(const Words& words, const Attribution* rule, Attribution& trained) {
  if (trained.cue.empty()) return false;
  const TokenRange cue = words.range(trained.cue.front());
  if (cue.empty()) return false;
  end_with_sentence(words, cue.first, trained.content);
  const bool known = read_cue(words, trained.cue, trained.content).known;
  if (rule == nullptr && trained.confidence < (known ? kLeastKnown : kLeast)) return false;
  if (asks_not_to_be_named(words, cue.end)) return false;
  std::erase_if(trained.content, [&](text::Span piece) {
    const TokenRange range = words.range(piece);
    return range.empty() || (range.size() == 1 && words.at(range.first) == "that");
  });
  keep_nearest(rule, trained.cue.front(), trained.source);
  // "told [Coast News he supports the inquiry]": a clause, and no source.
  if (overlaps(trained.source, trained.content)) trained.source.clear();
  if (!may_speak(words, trained.source, trained.confidence >= kSureSpeaker)) trained.source.clear();
  if (trained.source.empty()) {
    if (rule != nullptr) {
      trained.source = rule->source;
    } else if (const auto speaker = speaker_of(words, cue)) {
      trained.source = {words.span(phrase_of(words, *speaker))};
      if (overlaps(trained.source, trained.content) || !may_speak(words, trained.source, false)) {
        trained.source.clear();
      }
    }
    if (trained.source.empty() && rule == nullptr) return false;
  }
  if (trained.content.empty()) {
    if (rule == nullptr) return false;
    trained.content = rule->content;
  }
  return true;
}

}  // namespace

text::Span extent_of(const Attribution& attribution) {
  text::Span all{UINT32_MAX, 0};
  for (const auto* spans : {&attribution.source, &attribution.cue, &attribution.content}) {
    for (const text::Span span : *spans) {
      all.start = std::min(all.start, span.start);
      all.end = std::max(all.end, span.end);
    }
  }
  return all;
}

std::vector<Attribution> merge_attributions(const Words& words, std::vector<Attribution> trained,
                                            const std::vector<Attribution>& rules) {
  if (trained.empty()) return rules;
  const auto by_place = [](const Attribution& attribution) {
    const text::Span all = extent_of(attribution);
    return std::pair(all.start, all.end);
  };
  std::ranges::stable_sort(trained, {}, by_place);
  std::vector<const Attribution*> same(trained.size(), nullptr);
  std::vector<Attribution> added;
  std::size_t first = 0;
  for (const Attribution& rule : rules) {
    const text::Span all = extent_of(rule);
    while (first < trained.size() && extent_of(trained[first]).end <= all.start) ++first;
    bool seen = false;
    bool nested = false;
    bool touched = false;
    for (std::size_t i = first; i < trained.size(); ++i) {
      const text::Span other = extent_of(trained[i]);
      if (other.start >= all.end) break;
      if (!other.overlaps(all)) continue;
      touched = true;
      if (overlaps(rule.cue, trained[i].cue)) {
        seen = true;
        same[i] = &rule;
      }
      seen = seen || overlaps(rule.cue, trained[i].source);
      nested = nested || holds(trained[i].content, all);
    }
    if (seen || !may_speak(words, rule.source, false)) continue;
    if (nested || rule.confidence >= (touched ? kSureBeside : kSureAlone)) added.push_back(rule);
  }
  for (std::size_t i = 0; i < trained.size(); ++i) {
    if (!complete(words, same[i], trained[i])) continue;
    if (std::optional<Attribution> cited = cited_in(words, trained[i])) {
      const bool known = std::ranges::any_of(
          added, [&](const Attribution& other) { return overlaps(other.cue, cited->cue); });
      if (!known) added.push_back(*std::move(cited));
    }
    added.push_back(std::move(trained[i]));
  }
  std::ranges::stable_sort(added, {}, by_place);
  return added;
}

}  // namespace parley::statements
