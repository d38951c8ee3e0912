// Each sentence is searched for cues from left to right. A verb is taken with its auxiliaries and
// adverbs; then come, in this order, the inverted reading ("…," said Velm), the speaker on the
// left, the speaker of the cue before ("…, adding that"). What stands between the cue and the next
// comma decides whether the content lies to the left or to the right.
#include "parley/statements/rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <ranges>
#include <utility>

#include "parley/statements/cue_lexicon.h"
#include "parley/statements/edges.h"
#include "parley/statements/merge.h"
#include "parley/statements/phrases.h"
#include "parley/statements/quoted_speech.h"
#include "parley/statements/source.h"

namespace parley::statements {

namespace {

using analysis::Attribution;
using analysis::Upos;

constexpr std::uint32_t kMaxAdverbial = 16;  // tokens between a cue and "that" or a quotation

struct Cue {
  TokenRange group;  // auxiliaries, adverbs and the cue
  std::uint32_t verb = 0;
  VerbForm form = VerbForm::kBase;
  unsigned frames = 0;
  bool passive = false;
  bool declines = false;  // a reply without words
  bool believes = false;  // an attitude
  bool adjective = false;
};

class SentenceRules {
 public:
  SentenceRules(const Words& words, std::vector<Attribution>& found)
      : words_(words), lexicon_(cue_lexicon()), found_(found) {}

  void read(TokenRange sentence);

 private:
  [[nodiscard]] std::optional<Cue> verb_cue(std::uint32_t token) const;
  [[nodiscard]] std::optional<Cue> adjective_cue(std::uint32_t token) const;
  [[nodiscard]] bool is_noun_here(std::uint32_t token, std::uint32_t group, VerbForm form) const;
  bool read_verb(const Cue& cue);
  [[nodiscard]] bool agrees(const Cue& cue, TokenRange source) const;
  [[nodiscard]] bool is_impersonal(const Cue& cue, TokenRange source) const;
  [[nodiscard]] bool is_hypothetical(const Cue& cue, TokenRange source) const;
  bool read_inverted(const Cue& cue);
  bool read_passive(const Cue& cue);
  bool read_preposition(TokenRange cue);
  bool read_noun(std::uint32_t token);
  [[nodiscard]] std::vector<text::Span> content_right(const Cue& cue, TokenRange source) const;
  [[nodiscard]] std::vector<text::Span> content_left(std::uint32_t end) const;
  [[nodiscard]] std::uint32_t clause_end(std::uint32_t from) const;
  [[nodiscard]] text::Span content_span(std::uint32_t from, std::uint32_t end) const;
  [[nodiscard]] bool ends_clause(std::uint32_t token) const;
  [[nodiscard]] std::uint32_t skip_adverbial(std::uint32_t from) const;
  void add(TokenRange source, TokenRange cue, std::vector<text::Span> content, float confidence);

  const Words& words_;
  const CueLexicon& lexicon_;
  std::vector<Attribution>& found_;
  TokenRange sentence_;
  TokenRange last_source_;      // of the cue before in this sentence
  std::uint32_t boundary_ = 0;  // a speaker stands behind the cue before
};

unsigned all_frames(const CueLexicon& lexicon, const CueMatch& match) {
  unsigned frames = 0;
  bool quiet = true;
  for (const std::uint32_t index : *match.entries) {
    const unsigned own = lexicon.entry(index).frames;
    if ((own & kQuiet) != 0) continue;
    quiet = false;
    frames |= own;
  }
  return quiet ? 0 : frames;
}

// True where the form at `token` is rather a noun: "the demands", "their call", "in reports".
bool SentenceRules::is_noun_here(std::uint32_t token, std::uint32_t group, VerbForm form) const {
  if (words_.tagged()) {
    const Upos tag = words_.upos(token);
    return tag != Upos::kVerb && tag != Upos::kAux;
  }
  if (words_.is_capital(token) && token > sentence_.first && !words_.is_quote_mark(token - 1)) {
    return true;
  }
  if (form == VerbForm::kPast || form == VerbForm::kParticiple) return false;
  if (group < token) return false;  // an auxiliary or adverb stands before
  if (group == 0) return true;
  const std::string_view before = words_.at(group - 1);
  if (is_determiner(before) && before != "some" && before != "all" && before != "both" &&
      before != "many" && before != "this") {
    return true;
  }
  return before == "'s" || is_preposition(before) || before == "new" || before == "public";
}

std::optional<Cue> SentenceRules::verb_cue(std::uint32_t token) const {
  const CueMatch match = lexicon_.match(words_, token, CuePart::kVerb);
  if (match.entries == nullptr) return std::nullopt;
  Cue cue{.group = {token, token + match.length},
          .verb = token,
          .form = match.form,
          .frames = all_frames(lexicon_, match)};
  if (cue.frames == 0) return std::nullopt;
  cue.declines = lexicon_.entry(match.entries->front()).force == Force::kDecline;
  cue.believes = lexicon_.entry(match.entries->front()).force == Force::kBelieve;
  std::uint32_t first = token;
  bool be = false;
  bool have = false;
  bool infinitive = false;
  while (first > sentence_.first) {
    const std::string_view word = words_.at(first - 1);
    if (words_.quotation(first - 1) != words_.quotation(token)) break;
    if (word == "'s" && !(first >= 2 && is_subject_pronoun(words_.at(first - 2)))) break;
    if (is_auxiliary(word)) {
      const bool any_be = word == "is" || word == "are" || word == "was" || word == "were" ||
                          word == "be" || word == "been" || word == "being" || word == "'re" ||
                          word == "'m" || (word == "'s" && match.form != VerbForm::kPast);
      be = be || any_be;
      have = have || word == "has" || word == "have" || word == "had" || word == "'ve";
    } else if (word == "to" && (match.form == VerbForm::kBase)) {
      const std::string_view light = first >= 2 ? words_.at(first - 2) : "";
      if (!light.starts_with("continu") && light != "went" && light != "going") {
        infinitive = true;
        break;
      }
    } else if (!(word.starts_with("continu") && first < token) && !is_adverb(word)) {
      break;
    }
    --first;
  }
  if (infinitive) return std::nullopt;
  // Leading adverbs belong to the clause, not to the cue, unless a verb of the group goes before.
  while (first < token && is_adverb(words_.at(first)) && words_.at(first) != "not" &&
         words_.at(first) != "never" && words_.at(first) != "also" && words_.at(first) != "then") {
    ++first;
  }
  cue.group.first = first;
  cue.passive = be && (match.form == VerbForm::kPast || match.form == VerbForm::kParticiple);
  if (match.form == VerbForm::kGerund && first < token && !be) return std::nullopt;
  if (match.form == VerbForm::kParticiple && !have && !be) return std::nullopt;
  if (is_noun_here(token, first, match.form)) return std::nullopt;
  return cue;
}

std::optional<Cue> SentenceRules::adjective_cue(std::uint32_t token) const {
  const CueMatch match = lexicon_.match(words_, token, CuePart::kAdjective);
  if (match.entries == nullptr) return std::nullopt;
  Cue cue{.group = {token, token + match.length},
          .verb = token,
          .form = VerbForm::kPast,
          .frames = all_frames(lexicon_, match),
          .adjective = true};
  cue.believes = lexicon_.entry(match.entries->front()).force == Force::kBelieve;
  if (cue.frames == 0) return std::nullopt;
  std::uint32_t first = token;
  bool be = false;
  while (first > sentence_.first) {
    const std::string_view word = words_.at(first - 1);
    if (word == "'s" && !(first >= 2 && is_subject_pronoun(words_.at(first - 2)))) break;
    const bool copula = is_auxiliary(word) || word == "remain" || word == "remains" ||
                        word == "remained" || word == "seems" || word == "seemed" ||
                        word == "appears" || word == "appeared";
    if (!copula && !is_adverb(word) && word != "very" && word != "more" && word != "too") break;
    be = be || copula;
    --first;
  }
  if (!be) return std::nullopt;
  cue.group.first = first;
  return cue;
}

bool SentenceRules::ends_clause(std::uint32_t token) const {
  return token >= sentence_.end || words_.is_quote_mark(token) ||
         (words_.is_punctuation(token) && words_.at(token) != "-" && words_.at(token) != "(");
}

// Past "on Monday", "in a statement", "late last week": what may stand between cue and content.
std::uint32_t SentenceRules::skip_adverbial(std::uint32_t from) const {
  std::uint32_t t = from;
  while (t < sentence_.end) {
    const std::string_view word = words_.at(t);
    const bool starts =
        is_time_word(word) || is_preposition(word) || (is_adverb(word) && word != "not");
    if (!starts || word == "to") break;
    const std::uint32_t begin = t;
    if (is_time_word(word) || is_adverb(word)) {
      ++t;
      continue;
    }
    // A prepositional phrase up to "that", a quotation, or where a new phrase begins.
    ++t;
    bool object = false;
    while (t < sentence_.end && t - begin < kMaxAdverbial) {
      const std::string_view next = words_.at(t);
      if (next == "that" || words_.is_quote_mark(t) || next == "," || next == ":") break;
      if (is_preposition(next) || is_time_word(next)) break;
      if (object && (is_determiner(next) || is_subject_pronoun(next) ||
                     (words_.is_capital(t) && !words_.is_capital(t - 1)))) {
        break;
      }
      if (ends_clause(t)) break;
      object = object || (words_.is_word(t) && !is_determiner(next));
      ++t;
    }
    if (t - begin >= kMaxAdverbial) return from;
  }
  return t;
}

// Where the content that begins at `from` ends: at the sentence's end, or before ", adding",
// ", according to", a semicolon.
std::uint32_t SentenceRules::clause_end(std::uint32_t from) const {
  const std::int32_t quotation = words_.quotation(from);
  // A cue inside a quotation carries nothing outside of it.
  const bool inside = quotation >= 0 && from > 0 && words_.quotation(from - 1) == quotation;
  for (std::uint32_t t = from + 1; t < sentence_.end; ++t) {
    if (inside && words_.quotation(t) != quotation) return t;
    if (quotation >= 0 ? words_.quotation(t) == quotation : words_.quotation(t) >= 0) continue;
    if (words_.at(t) == ";") return t;
    const bool after_quote = t > from && words_.is_quote_mark(t - 1);
    if (words_.at(t) != "," && !after_quote) continue;
    const std::uint32_t next = words_.at(t) == "," ? t + 1 : t;
    if (words_.at(next) == "according") return t;
    const CueMatch match = lexicon_.match(words_, next, CuePart::kVerb);
    if (match.entries != nullptr && match.form == VerbForm::kGerund &&
        (all_frames(lexicon_, match) & (kClause | kQuoted)) != 0) {
      return t;
    }
  }
  return sentence_.end;
}

text::Span SentenceRules::content_span(std::uint32_t from, std::uint32_t end) const {
  text::Span span = words_.span(TokenRange{from, end});
  // A quotation that goes on over the sentence's end belongs to the content whole, unless the cue
  // stands in that quotation itself.
  const std::int32_t last = words_.quotation(end - 1);
  const bool inside = from > 0 && words_.quotation(from - 1) == last;
  if (last >= 0 && !inside && end == sentence_.end) {
    const text::Span inner = words_.analysis().quotations[static_cast<std::size_t>(last)].inner;
    span.end = std::max(span.end, inner.end);
  }
  return trim_content(words_, span);
}

std::vector<text::Span> SentenceRules::content_right(const Cue& cue, TokenRange source) const {
  const std::uint32_t cue_end = std::max(cue.group.end, source.first > cue.verb ? source.end : 0U);
  std::uint32_t t = cue_end;
  if (t >= sentence_.end) return {};
  bool addressed = false;
  if ((cue.frames & kAddressee) != 0 && !words_.is_punctuation(t) && words_.at(t) != "that") {
    const TokenRange addressee = short_phrase_after(words_, t, sentence_.end);
    if (!addressee.empty()) {
      t = addressee.end;
      addressed = true;
    }
  }
  const std::uint32_t after = skip_adverbial(t);
  const std::string_view word = words_.at(after);
  const auto up_to_end = [&](std::uint32_t from) -> std::vector<text::Span> {
    const std::uint32_t end = clause_end(from);
    if (from >= end) return {};
    const text::Span span = content_span(from, end);
    return span.empty() ? std::vector<text::Span>{} : std::vector<text::Span>{span};
  };
  if (after + 1 < sentence_.end && word == "that" && (cue.frames & kClause) != 0) {
    return up_to_end(after + 1);
  }
  if ((word == "," || word == ":") && words_.is_quote_mark(after + 1) &&
      (cue.frames & kQuoted) != 0) {
    return up_to_end(after + 1);
  }
  if (word == ":" && (cue.frames & kQuoted) != 0 && after + 1 < sentence_.end) {
    return up_to_end(after + 1);
  }
  if (ends_clause(after) && !words_.is_quote_mark(after)) return {};
  if (words_.is_quote_mark(after) && words_.quotation(after + 1) >= 0) return up_to_end(after);
  if (word == "to") {
    if ((cue.frames & (kInfinitive | kObjectInfinitive)) != 0) return up_to_end(after);
    return {};
  }
  if ((cue.frames & kClause) != 0 || addressed) {
    if (after > t || !is_preposition(words_.at(t))) return up_to_end(after);
  }
  if ((cue.frames & (kObjectInfinitive | kObject | kAs)) != 0 && !is_preposition(words_.at(t)) &&
      !is_time_word(words_.at(t))) {
    return up_to_end(t);
  }
  return {};
}

// What stands before `end` in the sentence, or the quotation that closes there.
std::vector<text::Span> SentenceRules::content_left(std::uint32_t end) const {
  std::uint32_t last = end;
  while (last > sentence_.first && (words_.at(last - 1) == "," || words_.at(last - 1) == "—" ||
                                    words_.at(last - 1) == "–" || words_.at(last - 1) == "--")) {
    --last;
  }
  if (last <= sentence_.first) return {};
  std::uint32_t first = sentence_.first;
  if (words_.is_quote_mark(last - 1) || words_.quotation(last - 1) >= 0) {
    std::uint32_t inside = last - 1;
    if (words_.is_quote_mark(inside) && inside > 0) --inside;
    const std::int32_t quotation = words_.quotation(inside);
    if (quotation >= 0) {
      const text::Span inner =
          words_.analysis().quotations[static_cast<std::size_t>(quotation)].inner;
      const TokenRange range = words_.range(inner);
      const bool opens = range.first <= first + 1;
      if (opens) return {trim_content(words_, inner)};
    }
  }
  for (std::uint32_t t = last; t-- > first;) {
    if (words_.at(t) == ";" && words_.quotation(t) < 0) {
      first = t + 1;
      break;
    }
  }
  if (first >= last) return {};
  const text::Span span = trim_content(words_, words_.span(TokenRange{first, last}));
  return span.empty() ? std::vector<text::Span>{} : std::vector<text::Span>{span};
}

void SentenceRules::add(TokenRange source, TokenRange cue, std::vector<text::Span> content,
                        float confidence) {
  Attribution attribution;
  if (!source.empty()) attribution.source.push_back(trim_edges(words_, words_.span(source)));
  if (!cue.empty()) attribution.cue.push_back(words_.span(cue));
  attribution.content = std::move(content);
  attribution.confidence = confidence;
  found_.push_back(std::move(attribution));
  if (!source.empty()) last_source_ = source;
  if (!cue.empty()) boundary_ = std::max(boundary_, cue.end);
}

// "…," said Velm, a spokeswoman.
bool SentenceRules::read_inverted(const Cue& cue) {
  if ((cue.frames & kInverted) == 0 || cue.group.first == sentence_.first) return false;
  if (cue.form != VerbForm::kPast && cue.form != VerbForm::kPresent) return false;
  if (cue.verb != cue.group.first || cue.passive) return false;
  const std::uint32_t before = cue.group.first - 1;
  const bool quoted =
      words_.is_quote_mark(before) || (words_.at(before) == "," && words_.quotation(before) >= 0);
  if (!quoted && words_.at(before) != "," && words_.at(before) != "?" && words_.at(before) != "—") {
    return false;
  }
  if (words_.quotation(cue.verb) >= 0) return false;
  const TokenRange source = phrase_after(words_, cue.group.end, sentence_.end);
  if (source.empty() ||
      !(words_.is_capital(source.first) || is_determiner(words_.at(source.first)) ||
        is_subject_pronoun(words_.at(source.first)) ||
        noun_kind(words_.at(source.end - 1)) != NounKind::kUnknown)) {
    return false;
  }
  const std::string_view after = words_.at(source.end);
  const bool closes = source.end >= sentence_.end || words_.is_punctuation(source.end) ||
                      is_preposition(after) || is_time_word(after) || after == "who" ||
                      after == "as" || after == "when" || after == "while" ||
                      after.ends_with("ing");
  if (!quoted && !closes) return false;
  std::vector<text::Span> content = content_left(cue.group.first);
  if (content.empty()) return false;
  add(source, cue.group, std::move(content), 0.8F);
  return true;
}

// "officials say" and "the union says", but not "the union state" or "the tweets state".
bool SentenceRules::agrees(const Cue& cue, TokenRange source) const {
  if (words_.tagged() || cue.group.first < cue.verb || source.empty()) return true;
  const std::string_view head = words_.at(source.end - 1);
  const bool joined = std::ranges::any_of(std::views::iota(source.first, source.end),
                                          [&](std::uint32_t t) { return words_.at(t) == "and"; });
  if (head == "who" || head == "which") return true;
  const bool third = head == "he" || head == "she" || head == "it";
  const bool pronoun = is_subject_pronoun(head) && !third;
  const bool plural = pronoun || joined || head.ends_with('s') || head == "people" ||
                      head == "some" || head == "many" || head == "few" || head == "police" ||
                      head == "men" || head == "women" || head == "all" || head == "both";
  if (cue.form == VerbForm::kBase) return plural;
  if (cue.form == VerbForm::kPresent)
    return !pronoun && !joined &&
           (!plural || words_.is_capital(source.end - 1) || head.ends_with("ss"));
  return true;
}

// "if the sides agree", "the union could accept": nobody has said anything yet.
bool SentenceRules::is_hypothetical(const Cue& cue, TokenRange source) const {
  if (source.first > sentence_.first) {
    const std::string_view before = words_.at(source.first - 1);
    if (before == "if" || before == "unless" || before == "once" || before == "whether" ||
        before == "until" || before == "should") {
      return true;
    }
  }
  const bool speaks = (cue.frames & kQuoted) != 0;
  for (std::uint32_t t = cue.group.first; t < cue.verb; ++t) {
    const std::string_view word = words_.at(t);
    if (word == "could" || word == "might" || word == "may" || word == "can" || word == "should" ||
        word == "must" || word == "ca") {
      return true;
    }
    if (word == "would" && !speaks && (cue.frames & kObject) != 0 &&
        words_.at(cue.verb) != "like" && words_.at(cue.verb) != "prefer") {
      return true;
    }
  }
  return false;
}

// "it is clear that", "I think" in a speech (a hedge), "who asked for anonymity".
bool SentenceRules::is_impersonal(const Cue& cue, TokenRange source) const {
  const std::string_view speaker = words_.at(source.first);
  if (source.size() == 1 && (speaker == "it" || speaker == "this" || speaker == "that")) {
    if (cue.adjective) return true;
  }
  if (source.size() == 1 && (speaker == "i" || speaker == "we") && cue.believes) return true;
  for (std::uint32_t t = cue.group.end; t < std::min(cue.group.end + 4, sentence_.end); ++t) {
    if (words_.at(t) == "anonymity") return true;
  }
  return false;
}

bool SentenceRules::read_verb(const Cue& cue) {
  if (cue.passive) return read_passive(cue);
  if (read_inverted(cue)) return true;
  TokenRange source;
  float confidence = 0.7F;
  const std::uint32_t before = cue.group.first;
  if (cue.form == VerbForm::kGerund && cue.group.first == cue.verb) {
    // "…, adding that": the speaker of the cue before, else the sentence's first phrase.
    const bool comma = before > sentence_.first &&
                       (words_.at(before - 1) == "," || words_.is_quote_mark(before - 1) ||
                        words_.at(before - 1) == "and");
    if (!comma || (cue.frames & (kClause | kQuoted)) == 0) return false;
    source = last_source_;
    confidence = 0.5F;
  } else {
    if (before == sentence_.first) return false;
    const std::string_view left = words_.at(before - 1);
    if (left == "who" || left == "which") {
      source = {before - 1, before};
    } else if (left == "and" || left == "but" || (left == "," && !last_source_.empty())) {
      source = phrase_before(words_, boundary_, before);
      if (source.empty()) source = last_source_;
      confidence = 0.5F;
    } else {
      source = phrase_before(words_, boundary_, before);
    }
  }
  if (source.empty() || !agrees(cue, source) || is_hypothetical(cue, source)) return false;
  if (is_impersonal(cue, source)) return false;
  // "I" outside a quotation is the report's own voice.
  const std::string_view speaker = words_.at(source.first);
  if (words_.quotation(source.first) < 0 &&
      (speaker == "i" || speaker == "you" || speaker == "we" || speaker == "one")) {
    if (source.size() == 1) return false;
  }
  std::vector<text::Span> content;
  // "…, Velm said." has its content on the left.
  const std::uint32_t behind = skip_adverbial(
      (cue.frames & kAddressee) != 0
          ? std::max(cue.group.end, short_phrase_after(words_, cue.group.end, sentence_.end).end)
          : cue.group.end);
  const bool closed = ends_clause(behind) && !(words_.at(behind) == ":") &&
                      !(words_.is_quote_mark(behind) && words_.quotation(behind + 1) >= 0 &&
                        words_.quotation(cue.verb) < 0);
  const bool comma_left =
      source.first > sentence_.first && source.first < cue.verb &&
      (words_.at(source.first - 1) == "," || words_.is_quote_mark(source.first - 1) ||
       words_.at(source.first - 1) == "—");
  const bool quote_left = comma_left && (cue.frames & kQuoted) != 0 &&
                          words_.quotation(cue.verb) < 0 && words_.at(behind) != "that" &&
                          !words_.is_quote_mark(behind) &&
                          (words_.is_quote_mark(source.first - 1) ||
                           (source.first >= 2 && words_.is_quote_mark(source.first - 2)));
  if ((closed || quote_left) && (cue.frames & (kClause | kQuoted)) != 0) {
    if (comma_left) content = content_left(source.first);
    const bool reopens = words_.at(behind) == "," && words_.is_quote_mark(behind + 1);
    if (reopens && behind + 2 < sentence_.end) {
      const text::Span more = content_span(behind + 1, clause_end(behind + 1));
      if (!more.empty()) content.push_back(more);
    }
  } else {
    content = content_right(cue, source);
  }
  if (content.empty() && !cue.declines) return false;
  add(source, cue.group, std::move(content), confidence);
  return true;
}

// "the plan was rejected by the council"; "it was announced that", "were said to" with nobody named
bool SentenceRules::read_passive(const Cue& cue) {
  const std::uint32_t next = cue.group.end;
  if (next + 1 >= sentence_.end) return false;
  const TokenRange subject = phrase_before(words_, boundary_, cue.group.first);
  if (words_.at(next) == "by" && (cue.frames & kObject) != 0 && !cue.believes) {
    const TokenRange source = phrase_after(words_, next + 1, sentence_.end);
    if (source.empty() || subject.empty() || subject == source) return false;
    if (!words_.is_capital(source.end - 1) &&
        noun_kind(words_.at(source.end - 1)) == NounKind::kUnknown) {
      return false;
    }
    const TokenRange kept = last_source_;
    add(source, {cue.group.first, next + 1}, {trim_content(words_, words_.span(subject))}, 0.5F);
    last_source_ = kept;
    return true;
  }
  const std::string_view verb = words_.at(cue.verb);
  if (verb != "said" && verb != "reported" && verb != "announced" && verb != "alleged")
    return false;
  const bool it = subject.size() == 1 && words_.at(subject.first) == "it";
  if (it && words_.at(next) == "that" && words_.at(next + 1) != ",") {
    add({}, cue.group, {content_span(next + 1, clause_end(next + 1))}, 0.6F);
    return true;
  }
  if (!it && !subject.empty() && words_.at(next) == "to" && verb != "announced") {
    add({}, cue.group,
        {trim_content(words_, words_.span(subject)), content_span(next, clause_end(next))}, 0.6F);
    return true;
  }
  return false;
}

bool SentenceRules::read_preposition(TokenRange cue) {
  TokenRange source = phrase_after(words_, cue.end, sentence_.end);
  if (source.empty()) return false;
  std::vector<text::Span> content;
  const bool leads = cue.first == sentence_.first ||
                     (cue.first == sentence_.first + 1 && words_.is_quote_mark(sentence_.first));
  if (leads) {
    // "According to Velm, the port …": an apposition has a comma behind it.
    if (words_.at(source.end) != ",") {
      for (std::uint32_t t = source.first + 1; t < source.end; ++t) {
        if (words_.at(t) == ",") source.end = t;
      }
    }
    std::uint32_t from = source.end;
    while (from < sentence_.end && words_.at(from) != ",") ++from;
    if (from + 1 < sentence_.end) content.push_back(content_span(from + 1, sentence_.end));
  } else {
    content = content_left(cue.first);
  }
  if (content.empty() || content.front().empty()) return false;
  add(source, cue, std::move(content), 0.8F);
  return true;
}

// "the union's demand that …", "his pledge to …"
bool SentenceRules::read_noun(std::uint32_t token) {
  const CueMatch match = lexicon_.match(words_, token, CuePart::kNoun);
  if (match.entries == nullptr || token == sentence_.first) return false;
  const unsigned frames = all_frames(lexicon_, match);
  const std::uint32_t next = token + match.length;
  const bool clause = words_.at(next) == "that" && (frames & kClause) != 0;
  const bool infinitive = words_.at(next) == "to" && (frames & kInfinitive) != 0;
  if ((!clause && !infinitive) || next + 1 >= sentence_.end) return false;
  std::uint32_t holder = token;
  while (holder > sentence_.first && token - holder < 3 && words_.is_word(holder - 1) &&
         !is_determiner(words_.at(holder - 1)) && words_.at(holder - 1) != "'s" &&
         !is_preposition(words_.at(holder - 1))) {
    --holder;
  }
  if (holder == sentence_.first) return false;
  const std::string_view before = words_.at(holder - 1);
  TokenRange source;
  if (before == "his" || before == "her" || before == "their" || before == "its" ||
      before == "our" || before == "my") {
    source = {holder - 1, holder};
  } else if (before == "'s" || before == "'") {
    source = phrase_before(words_, boundary_, holder - 1);
    for (std::uint32_t t = source.first + 1; t < source.end; ++t) {
      if (is_determiner(words_.at(t)) || is_preposition(words_.at(t - 1))) source.first = t;
    }
  }
  if (source.empty()) return false;
  const std::uint32_t from = clause ? next + 1 : next;
  const text::Span content = content_span(from, clause_end(from));
  if (content.empty()) return false;
  const TokenRange kept = last_source_;
  add(source, {token, next}, {content}, 0.5F);
  last_source_ = kept;
  return true;
}

void SentenceRules::read(TokenRange sentence) {
  sentence_ = sentence;
  last_source_ = {};
  boundary_ = sentence.first;
  for (std::uint32_t t = sentence.first; t < sentence.end; ++t) {
    const CueMatch preposition = lexicon_.match(words_, t, CuePart::kPreposition);
    if (preposition.entries != nullptr && all_frames(lexicon_, preposition) != 0) {
      if (read_preposition({t, t + preposition.length})) {
        t += preposition.length - 1;
        continue;
      }
    }
    bool read = false;
    for (const std::optional<Cue>& cue : {verb_cue(t), adjective_cue(t)}) {
      if (!cue || !read_verb(*cue)) continue;
      t = cue->group.end - 1;
      read = true;
      break;
    }
    if (read) continue;
    read_noun(t);
  }
}

}  // namespace

std::vector<Attribution> find_by_rules(const Words& words) {
  std::vector<Attribution> found;
  SentenceRules rules(words, found);
  for (const analysis::Sentence& sentence : words.analysis().sentences) {
    rules.read({sentence.first_token, sentence.end_token});
  }
  extend_quotations(words, found);
  drop_unheld(words, found);
  add_posts(words, found);
  std::ranges::stable_sort(found, {}, [](const Attribution& a) {
    const text::Span all = extent_of(a);
    return std::pair(all.start, all.end);
  });
  return found;
}

}  // namespace parley::statements
