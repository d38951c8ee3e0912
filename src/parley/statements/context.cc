#include "parley/statements/context.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

#include "parley/base/table.h"
#include "parley/statements/edges.h"
#include "parley/statements/phrases.h"
#include "parley/statements/source.h"
#include "parley/text/utf8.h"

namespace parley::statements {

namespace {

struct Phrase {
  std::vector<std::string> words;  // lower case
  bool capital = false;            // only where it is written with a capital
  MediumKind kind = MediumKind::kNone;
};
// By first word; the longest phrase first.
using PhraseTable = std::unordered_map<std::string, std::vector<Phrase>>;

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::ranges::find(list, word) != list.end();
}

// Cut as the tokeniser cuts: at spaces, around hyphens, before n't.
std::vector<std::string> cut(std::string_view text) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') {
      words.emplace_back();
    } else if (text[i] == '-') {
      words.emplace_back("-");
      words.emplace_back();
    } else if (text.substr(i).starts_with("n't")) {
      words.emplace_back("n't");
      i += 2;
    } else {
      words.back().push_back(text[i]);
    }
  }
  std::erase_if(words, [](const std::string& word) { return word.empty(); });
  return words;
}

void add(PhraseTable& table, std::string_view text, MediumKind kind) {
  Phrase phrase{cut(text::fold_case(text)), text::fold_case(text) != text, kind};
  if (phrase.words.empty()) return;
  std::vector<Phrase>& phrases = table[phrase.words.front()];
  phrases.push_back(std::move(phrase));
  std::ranges::stable_sort(phrases, std::greater(), [](const Phrase& p) { return p.words.size(); });
}

PhraseTable read_media() {
  constexpr std::array<std::pair<std::string_view, MediumKind>, 7> kKinds = {
      {{"agency", MediumKind::kOutlet},
       {"outlet", MediumKind::kOutlet},
       {"programme", MediumKind::kProgramme},
       {"word", MediumKind::kWord},
       {"noun", MediumKind::kNoun},
       {"platform", MediumKind::kPlatform},
       {"page", MediumKind::kPage}}};
  PhraseTable table;
  for (const base::TableRow& row : base::read_table("media")) {
    for (const auto& [name, kind] : kKinds) {
      if (row.at(1) == name) add(table, row.at(0), kind);
    }
  }
  return table;
}

const PhraseTable& media() {
  static const PhraseTable kTable = read_media();
  return kTable;
}

const PhraseTable& hedges() {
  static const PhraseTable kTable = [] {
    PhraseTable table;
    for (const base::TableRow& row : base::read_table("hedges")) {
      add(table, row.at(0), MediumKind::kNone);
    }
    return table;
  }();
  return kTable;
}

// The longest phrase of `table` that begins at `token`.
const Phrase* phrase_at(const PhraseTable& table, const Words& words, std::uint32_t token) {
  const auto found = table.find(std::string(words.at(token)));
  if (found == table.end()) return nullptr;
  for (const Phrase& phrase : found->second) {
    if (phrase.capital && !words.is_capital(token)) continue;
    bool same = true;
    for (std::size_t i = 1; i < phrase.words.size() && same; ++i) {
      same = words.at(token + static_cast<std::uint32_t>(i)) == phrase.words[i];
    }
    if (same) return &phrase;
  }
  return nullptr;
}

constexpr std::array<std::string_view, 14> kTells = {
    "tell",   "tells",  "told",     "telling", "assured",  "informed", "informing",
    "inform", "assure", "reminded", "briefed", "notified", "urged",    "warned"};

// What is done with a text that somebody else is to carry.
constexpr std::array<std::string_view, 7> kSends = {"sent",     "given",     "handed", "provided",
                                                    "e-mailed", "delivered", "relayed"};

struct CuePlace {
  std::uint32_t token = 0;
  std::uint32_t source = UINT32_MAX;  // where its source begins, in bytes
};

class ContextReader {
 public:
  // `cues` of all statements, by token.
  ContextReader(const Words& words, const actors::Entities& entities,
                const std::vector<CuePlace>& cues, Statement& statement)
      : words_(words), entities_(entities), cues_(cues), statement_(statement) {
    if (!statement.cue.empty()) cue_ = words.range(statement.cue.front()).first;
    if (!statement.source.spans.empty()) source_ = statement.source.spans.front().start;
  }

  void read(const std::vector<times::TimeExpression>& times);

 private:
  [[nodiscard]] bool in_content(std::uint32_t token) const {
    return std::ranges::any_of(statement_.content,
                               [&](text::Span span) { return span.contains(words_.span(token)); });
  }
  [[nodiscard]] bool in_cue(std::uint32_t token) const {
    return std::ranges::any_of(statement_.cue,
                               [&](text::Span span) { return span.contains(words_.span(token)); });
  }
  [[nodiscard]] bool in_source(std::uint32_t token) const {
    return std::ranges::any_of(statement_.source.spans,
                               [&](text::Span span) { return span.contains(words_.span(token)); });
  }
  void read_zone(TokenRange zone);
  void read_addressee(std::uint32_t token, std::uint32_t end);
  void read_preposition(std::uint32_t token, std::uint32_t end);
  [[nodiscard]] bool is_sent(std::uint32_t by) const;
  void read_reporting(std::uint32_t token, TokenRange zone);
  void read_written(std::uint32_t token, std::uint32_t end);
  void read_anonymity(std::uint32_t token, std::uint32_t end);
  void read_hedges();
  void add_channel(TokenRange phrase, Relation relation);

  // True where the cue of another speaker stands between `token` and this statement's cue.
  [[nodiscard]] bool is_foreign(std::uint32_t token) const {
    const std::uint32_t low = std::min(token, cue_);
    const std::uint32_t high = std::max(token, cue_);
    for (auto at = std::ranges::upper_bound(cues_, low, {}, &CuePlace::token);
         at != cues_.end() && at->token < high; ++at) {
      if (at->source != source_ && at->token != cue_) return true;
    }
    return false;
  }

  const Words& words_;
  const actors::Entities& entities_;
  const std::vector<CuePlace>& cues_;
  Statement& statement_;
  std::uint32_t cue_ = 0;
  std::uint32_t source_ = UINT32_MAX;
};

void ContextReader::add_channel(TokenRange phrase, Relation relation) {
  if (phrase.empty()) return;
  const text::Span span = words_.span(phrase);
  for (const Channel& channel : statement_.channel) {
    if (channel.spans.front().overlaps(span)) return;
  }
  Channel channel{{span}, relation, std::nullopt};
  // "her aide" is nobody's name.
  const bool owned = words_.upos(phrase.first) == analysis::Upos::kPron;
  const actors::Entity* entity = owned ? nullptr : entities_.entity_of(span);
  if (entity != nullptr) channel.name = entity->name;
  statement_.channel.push_back(std::move(channel));
}

// "told AFP", "told reporters"
void ContextReader::read_addressee(std::uint32_t token, std::uint32_t end) {
  const TokenRange phrase = short_phrase_after(words_, token, end);
  if (phrase.empty() || in_content(phrase.first) || in_source(phrase.first)) return;
  const std::string_view first = words_.at(phrase.first);
  const MediumKind kind = medium_kind(words_, phrase);
  if (kind != MediumKind::kNone && kind != MediumKind::kPage) {
    add_channel(phrase, Relation::kTold);
    return;
  }
  if (first == "me" && phrase.size() == 1) {
    add_channel(phrase, Relation::kTold);
    return;
  }
  if (statement_.addressee) return;
  Party party{{words_.span(phrase)}, std::nullopt};
  if (const actors::Entity* entity = entities_.entity_of(party.spans.front())) {
    party.name = entity->name;
  }
  statement_.addressee = std::move(party);
}

// "a statement sent to Example Wire by her aide": the aide passes it on.
bool ContextReader::is_sent(std::uint32_t by) const {
  for (std::uint32_t t = by; t-- > 0 && by - t < 8;) {
    if (words_.is_punctuation(t)) return false;
    if (is_one_of(words_.at(t), kSends)) return true;
  }
  return false;
}

// "in a statement", "on Example Radio", "in an interview with the Example", "through mediators"
void ContextReader::read_preposition(std::uint32_t token, std::uint32_t end) {
  const std::string_view word = words_.at(token);
  const TokenRange phrase = short_phrase_after(words_, token + 1, end);
  if (phrase.empty() || in_content(phrase.first)) return;
  const MediumKind kind = medium_kind(words_, phrase);
  const bool medium =
      kind == MediumKind::kOutlet || kind == MediumKind::kWord || kind == MediumKind::kNoun;
  const std::string_view before = token > 0 ? words_.at(token - 1) : "";
  if ((word == "to" || word == "with" || word == "by") && medium) {
    constexpr std::array<std::string_view, 12> kTalk = {
        "interview", "interviewed", "speaking",     "spoke",   "talking",    "comments",
        "remarks",   "statement",   "conversation", "comment", "interviews", "said"};
    if (is_one_of(before, kTalk) || (word == "to" && is_one_of(before, kSends))) {
      add_channel(phrase, Relation::kTold);
    }
  } else if ((word == "on" || word == "during") && (medium || kind == MediumKind::kProgramme)) {
    add_channel(phrase, Relation::kBroadcast);
  } else if ((word == "on" || word == "via" || word == "in") && kind == MediumKind::kPlatform) {
    add_channel(phrase, Relation::kPublished);
  } else if ((word == "in" || word == "via" || word == "through" || word == "by") &&
             kind == MediumKind::kPage && !words_.is_capital(phrase.end - 1)) {
    add_channel(phrase, Relation::kPublished);
  } else if (word == "in" && (kind == MediumKind::kOutlet || kind == MediumKind::kWord)) {
    const std::string_view next = words_.at(phrase.end);
    const bool talk = next == "interview" || next == "appearance" || next == "broadcast";
    TokenRange outlet = phrase;
    while (talk && outlet.size() > 1 && is_determiner(words_.at(outlet.first))) ++outlet.first;
    add_channel(outlet, talk ? Relation::kBroadcast : Relation::kPublished);
  } else if ((word == "through" || word == "via" || (word == "by" && is_sent(token))) &&
             noun_kind(words_.at(phrase.end - 1)) == NounKind::kPerson) {
    add_channel(phrase, Relation::kVia);
  }
}

// "…, Example Radio reported", "quoted by Example Wire", "according to Example Wire"
void ContextReader::read_reporting(std::uint32_t token, TokenRange zone) {
  constexpr std::array<std::string_view, 9> kReports = {"reported", "reports", "reporting",
                                                        "quoted",   "quoting", "cited",
                                                        "citing",   "quotes",  "cites"};
  if (in_cue(token) || in_source(token)) return;
  const std::string_view word = words_.at(token);
  TokenRange phrase;
  if (word == "to" && words_.at(token - 1) == "according") {
    phrase = short_phrase_after(words_, token + 1, zone.end);
  } else if (is_one_of(word, kReports)) {
    if (words_.at(token + 1) == "by") {
      phrase = short_phrase_after(words_, token + 2, zone.end);
    } else {
      std::uint32_t first = token;
      while (first > zone.first && words_.at(first - 1) != "but" && words_.at(first - 1) != "and" &&
             !words_.is_punctuation(first - 1) && token - first < 7)
        --first;
      phrase = short_phrase_after(words_, first, token);
      if (phrase.end != token) phrase = {};
    }
  }
  if (phrase.empty() || in_content(phrase.first) || in_source(phrase.first)) return;
  const MediumKind kind = medium_kind(words_, phrase);
  if (kind == MediumKind::kOutlet || kind == MediumKind::kWord || kind == MediumKind::kNoun) {
    add_channel(phrase, Relation::kCites);
  }
}

// "on condition of anonymity because …", "who asked not to be named"
void ContextReader::read_anonymity(std::uint32_t token, std::uint32_t end) {
  const std::string_view word = words_.at(token);
  bool found = word == "anonymity" || word == "anonymously";
  if (word == "not" || word == "n't") {
    for (std::uint32_t t = token + 1; t < std::min(end, token + 5); ++t) {
      found = found || words_.at(t) == "named" || words_.at(t) == "identified";
    }
    found = found && (words_.at(token - 1) == "asked" || words_.at(token - 1) == "requested" ||
                      words_.at(token + 1) == "to" || words_.at(token + 1) == "be");
  } else if (word == "declined" || word == "refused") {
    found = words_.at(token + 1) == "to" && words_.at(token + 2) == "be" &&
            (words_.at(token + 3) == "named" || words_.at(token + 3) == "identified");
  } else if (word == "anonymous") {
    found = words_.at(token - 1) == "remain" || words_.at(token - 1) == "remaining";
  }
  if (!found) return;
  statement_.anonymous = true;
  constexpr std::array<std::string_view, 7> kReasons = {"because", "as",     "since", "due",
                                                        "given",   "citing", "to"};
  for (std::uint32_t t = token + 1; t < std::min(end, token + 6); ++t) {
    const bool purpose = words_.at(t) == "to" && words_.at(t + 1) != "be";
    if (!is_one_of(words_.at(t), kReasons) || (words_.at(t) == "to" && !purpose)) continue;
    std::uint32_t last = t + 1;
    while (last < end && words_.at(last) != "." && words_.at(last) != "," &&
           !words_.is_quote_mark(last) && !in_cue(last)) {
      ++last;
    }
    if (last > t + 1) statement_.anonymity_reason = words_.span(TokenRange{t, last});
    return;
  }
}

// "signed a letter", "issued a statement"
void ContextReader::read_written(std::uint32_t token, std::uint32_t end) {
  constexpr std::array<std::string_view, 12> kWrites = {
      "signed", "sent",      "issued",  "released", "published",  "posted",
      "wrote",  "releasing", "sending", "issuing",  "publishing", "posting"};
  if (!is_one_of(words_.at(token), kWrites)) return;
  for (std::uint32_t t = token + 1; t < std::min(end, token + 4); ++t) {
    if (words_.at(t) != "a" && words_.at(t) != "an") continue;
    const TokenRange phrase = short_phrase_after(words_, t, end);
    const std::string_view page = phrase.empty() ? "" : words_.at(phrase.end - 1);
    if ((page == "letter" || page == "statement" || page == "tweet" || page == "post") &&
        !in_content(phrase.first)) {
      add_channel(phrase, Relation::kPublished);
    }
    return;
  }
}

void ContextReader::read_zone(TokenRange zone) {
  for (std::uint32_t t = zone.first; t < zone.end; ++t) {
    if (in_content(t)) continue;
    const std::string_view word = words_.at(t);
    if (!statement_.cue.empty() && !in_source(t) && is_foreign(t)) continue;
    if (in_cue(t) && is_one_of(word, kTells) && words_.at(t - 1) != "was" &&
        words_.at(t - 1) != "been" && words_.at(t - 1) != "were") {
      read_addressee(t + 1, zone.end);
    }
    if (word == "in" || word == "on" || word == "to" || word == "with" || word == "by" ||
        word == "via" || word == "through" || word == "during") {
      read_preposition(t, zone.end);
    }
    read_reporting(t, zone);
    read_written(t, zone.end);
    if (t > 0) read_anonymity(t, zone.end);
  }
}

void ContextReader::read_hedges() {
  std::vector<TokenRange> ranges;
  for (const text::Span span : statement_.cue) ranges.push_back(words_.range(span));
  for (const text::Span span : statement_.content) ranges.push_back(words_.range(span));
  for (const TokenRange range : ranges) {
    for (std::uint32_t t = range.first; t < range.end; ++t) {
      const Phrase* phrase = phrase_at(hedges(), words_, t);
      if (phrase == nullptr || words_.is_capital(t)) continue;
      const auto last = std::min(t + static_cast<std::uint32_t>(phrase->words.size()), range.end);
      statement_.hedges.push_back(words_.span(TokenRange{t, last}));
      t = last - 1;
    }
  }
  std::ranges::sort(statement_.hedges);
  const auto repeated = std::ranges::unique(statement_.hedges);
  statement_.hedges.erase(repeated.begin(), repeated.end());
}

void ContextReader::read(const std::vector<times::TimeExpression>& times) {
  // The sentences that the cue and the source stand in; without a cue, those of the content.
  std::vector<std::uint32_t> sentences;
  const auto add_sentences = [&](const std::vector<text::Span>& spans) {
    for (const text::Span span : spans) {
      const TokenRange range = words_.range(span);
      if (!range.empty()) sentences.push_back(words_.sentence(range.first));
    }
  };
  add_sentences(statement_.cue);
  add_sentences(statement_.source.spans);
  std::ranges::sort(sentences);
  const auto repeated = std::ranges::unique(sentences);
  sentences.erase(repeated.begin(), repeated.end());
  for (const std::uint32_t sentence : sentences) read_zone(words_.sentence_range(sentence));
  // "told Ana Velm on Coast Radio": the interviewer is part of the way the words took.
  const bool aired = std::ranges::any_of(statement_.channel, [](const Channel& channel) {
    return channel.relation == Relation::kBroadcast;
  });
  if (aired && statement_.addressee) {
    const TokenRange to = words_.range(statement_.addressee->spans.front());
    if (words_.is_capital(to.first) && words_.is_capital(to.end - 1)) {
      add_channel(to, Relation::kTold);
    }
  }
  read_hedges();
  if (statement_.cue.empty()) return;
  const std::uint32_t cue = statement_.cue.front().start;
  std::uint32_t nearest = UINT32_MAX;
  for (const times::TimeExpression& time : times) {
    if (!time.resolved || time.type == times::TimeType::kDuration ||
        time.type == times::TimeType::kSet) {
      continue;
    }
    const TokenRange range = words_.range(time.span);
    if (range.empty() || in_content(range.first) || in_source(range.first)) continue;
    if (words_.sentence(range.first) !=
        words_.sentence(words_.range(statement_.cue.front()).first)) {
      continue;
    }
    const std::uint32_t distance =
        time.span.start > cue ? time.span.start - cue : cue - time.span.start;
    if (distance >= nearest) continue;
    nearest = distance;
    statement_.said_at = SaidAt{*time.resolved, "text"};
  }
}

}  // namespace

MediumKind medium_kind(const Words& words, TokenRange phrase) {
  MediumKind last = MediumKind::kNone;
  for (std::uint32_t t = phrase.first; t < phrase.end; ++t) {
    const Phrase* found = phrase_at(media(), words, t);
    if (found == nullptr) continue;
    const auto end = t + static_cast<std::uint32_t>(found->words.size());
    if (end > phrase.end) continue;
    switch (found->kind) {
      case MediumKind::kOutlet:
      case MediumKind::kProgramme:
        return found->kind;
      case MediumKind::kWord:  // "the Harbour Times", not "times"
        if (words.is_capital(t) && end == phrase.end && t > phrase.first &&
            words.is_capital(t - 1)) {
          last = found->kind;
        }
        break;
      default:
        if (end == phrase.end) last = found->kind;
    }
    t = end - 1;
  }
  return last;
}

bool is_medium_word(const Words& words, std::uint32_t token) {
  const Phrase* medium = phrase_at(media(), words, token);
  return medium != nullptr && medium->kind != MediumKind::kWord;
}

void fill_contexts(const Words& words, const actors::Entities& entities,
                   const std::vector<times::TimeExpression>& times,
                   std::vector<Statement>& statements) {
  std::vector<CuePlace> cues;
  for (const Statement& statement : statements) {
    if (statement.cue.empty()) continue;
    const TokenRange range = words.range(statement.cue.front());
    if (range.empty()) continue;
    cues.push_back({range.first, statement.source.spans.empty()
                                     ? UINT32_MAX
                                     : statement.source.spans.front().start});
  }
  std::ranges::sort(cues, {}, &CuePlace::token);
  for (Statement& statement : statements) {
    ContextReader(words, entities, cues, statement).read(times);
  }
}

}  // namespace parley::statements
