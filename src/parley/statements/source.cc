#include "parley/statements/source.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <unordered_map>
#include <utility>

#include "parley/actors/join_names.h"
#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::statements {

namespace {

using Table = std::unordered_map<std::string, NounKind>;

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::ranges::find(list, word) != list.end();
}

Table read_nouns() {
  constexpr std::array<std::pair<std::string_view, NounKind>, 5> kKinds = {
      {{"person", NounKind::kPerson},
       {"office", NounKind::kOffice},
       {"body", NounKind::kBody},
       {"document", NounKind::kDocument},
       {"medium", NounKind::kMedium}}};
  Table table;
  for (const base::TableRow& row : base::read_table("source_nouns")) {
    for (const auto& [name, kind] : kKinds) {
      if (row.at(1) == name) table.insert_or_assign(row.columns[0], kind);
    }
  }
  return table;
}

const Table& nouns() {
  static const Table kTable = read_nouns();
  return kTable;
}

NounKind look_up(const std::string& noun) {
  const auto found = nouns().find(noun);
  return found == nouns().end() ? NounKind::kUnknown : found->second;
}

// Where the noun phrase's own words end: before a comma, a bracket, a preposition or a relative.
constexpr std::array<std::string_view, 29> kEndsCore = {
    ",",       "(",         "of",       "in",     "from",  "for",      "with",    "on",
    "at",      "to",        "by",       "near",   "close", "familiar", "who",     "that",
    "which",   "whose",     "within",   "inside", "among", "involved", "briefed", "interviewed",
    "leaving", "attending", "speaking", "—",      "--"};
constexpr std::array<std::string_view, 5> kClauseOpeners = {"who", "that", "which", "whose", "("};
constexpr std::array<std::string_view, 25> kVague = {
    "some",   "several",  "many",    "few",       "multiple", "other",  "others",
    "most",   "numerous", "various", "various",   "another",  "one",    "a",
    "an",     "both",     "unnamed", "anonymous", "certain",  "dozens", "hundreds",
    "scores", "more",     "senior",  "top"};
constexpr std::array<std::string_view, 8> kPlural = {"we",  "they",  "us",   "them",
                                                     "our", "their", "ours", "theirs"};
constexpr std::array<std::string_view, 18> kPronouns = {
    "i",  "he",  "she", "it",  "we",  "they",  "you", "who",  "which",
    "my", "his", "her", "its", "our", "their", "him", "them", "himself"};

std::uint32_t core_end(const Words& words, TokenRange range) {
  std::uint32_t t = range.first;
  while (t < range.end && (t == range.first || !is_one_of(words.at(t), kEndsCore))) ++t;
  return t;
}

// The last word of the core: "official" in "a senior council official". range.end where none.
std::uint32_t head_of(const Words& words, TokenRange core) {
  for (std::uint32_t t = core.end; t-- > core.first;) {
    if (words.is_word(t) && !words.at(t).starts_with('\'')) return t;
  }
  return core.end;
}

bool at_sentence_start(const Words& words, std::uint32_t token) {
  const std::uint32_t first = words.sentence_range(words.sentence(token)).first;
  return token == first || (token == first + 1 && words.is_quote_mark(first));
}

// Capital by right: not only because the sentence begins with it.
bool is_name_word(const Words& words, std::uint32_t token) {
  if (!words.is_capital(token)) return false;
  if (words.tagged()) return words.upos(token) == analysis::Upos::kPropn;
  if (!at_sentence_start(words, token)) return true;
  const std::string_view word = words.at(token);
  return noun_kind(word) == NounKind::kUnknown && number_word(word) == 0 &&
         !is_one_of(word, kVague);
}

const actors::Entity* entity_in(const Words& words, const actors::Entities& entities,
                                TokenRange range, bool person) {
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    if (!words.is_word(t)) continue;
    const actors::Entity* entity = entities.entity_of(words.span(t));
    if (entity == nullptr) continue;
    if (person && entity->type != analysis::NameType::kPer) continue;
    std::uint32_t after = t + 1;  // "the council's envoy" is not the council
    while (after < range.end && entities.entity_of(words.span(after)) == entity) ++after;
    if (after < range.end && words.at(after).starts_with('\'')) continue;
    return entity;
  }
  return nullptr;
}

// The run of capital words in `range`, words of one name joined: "Northern Council".
std::optional<text::Span> capital_run(const Words& words, TokenRange range) {
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    if (!is_name_word(words, t)) continue;
    std::uint32_t end = t + 1;
    while (end < range.end &&
           (is_name_word(words, end) ||
            (words.at(end) == "-" && end + 1 < range.end && words.is_capital(end + 1)))) {
      ++end;
    }
    return words.span(TokenRange{t, end});
  }
  return std::nullopt;
}

std::optional<std::string> affiliation_of(const Words& words, const actors::Entities& entities,
                                          TokenRange range, TokenRange core, std::uint32_t head) {
  const auto full = [&](text::Span span) {
    const actors::Entity* entity = entities.entity_of(span);
    const std::string written(words.article().at(span));
    return entity != nullptr && entity->name.find(written) != std::string::npos ? entity->name
                                                                                : written;
  };
  // "the Northern Council's envoy", "a Norwegian official"; of a person's office, the person.
  for (std::uint32_t t = core.first; t < head; ++t) {
    const actors::Entity* entity = entities.entity_of(words.span(t));
    if (entity == nullptr || !words.is_capital(t)) continue;
    const bool office = noun_kind(words.at(head)) == NounKind::kBody;
    if (entity->type != analysis::NameType::kPer || office) return entity->name;
  }
  if (const auto before = capital_run(words, {core.first, head})) return full(*before);
  for (std::uint32_t t = core.first; t < head; ++t) {
    if (noun_kind(words.at(t)) == NounKind::kBody) return std::string(words.at(t));
  }
  for (std::uint32_t t = core.end; t < range.end; ++t) {
    const std::string_view word = words.at(t);
    if (word == "who" || word == "that" || word == ",") break;
    if (word == "of" || word == "from" || word == "for" || word == "in" || word == "at" ||
        word == "with") {
      std::uint32_t end = t + 1;
      while (end < range.end && !is_one_of(words.at(end), kEndsCore)) ++end;
      if (const auto after = capital_run(words, {t + 1, end})) return full(*after);
    }
  }
  return std::nullopt;
}

std::optional<int> count_of(const Words& words, TokenRange core, std::uint32_t head,
                            bool singular) {
  for (std::uint32_t t = core.first; t < head; ++t) {
    const int number = number_word(words.at(t));
    if (number > 0) return number;
  }
  if (singular && noun_kind(words.at(head)) != NounKind::kUnknown) return 1;
  return std::nullopt;
}

bool looks_plural(std::string_view noun) {
  if (noun == "people" || noun == "police" || noun == "men" || noun == "women") return true;
  return noun.ends_with('s') && !noun.ends_with("ss") && noun.size() > 3;
}

std::string without_determiner(const Words& words, TokenRange core) {
  std::uint32_t first = core.first;
  while (first + 1 < core.end && (words.at(first) == "the" || words.at(first) == "a")) ++first;
  return std::string(words.article().at(words.span(TokenRange{first, core.end})));
}

}  // namespace

NounKind noun_kind(std::string_view noun) {
  std::string word(noun);
  if (const NounKind kind = look_up(word); kind != NounKind::kUnknown) return kind;
  if (word.ends_with("ies")) return look_up(word.substr(0, word.size() - 3) + "y");
  if (word.ends_with("men")) return look_up(word.substr(0, word.size() - 3) + "man");
  if (word.ends_with("es")) {
    if (const NounKind kind = look_up(word.substr(0, word.size() - 2));
        kind != NounKind::kUnknown) {
      return kind;
    }
  }
  if (word.ends_with('s')) return look_up(word.substr(0, word.size() - 1));
  return NounKind::kUnknown;
}

int number_word(std::string_view word) {
  constexpr std::array<std::string_view, 13> kNumbers = {"",     "one",    "two",   "three", "four",
                                                         "five", "six",    "seven", "eight", "nine",
                                                         "ten",  "eleven", "twelve"};
  for (std::size_t i = 1; i < kNumbers.size(); ++i) {
    if (word == kNumbers[i]) return static_cast<int>(i);
  }
  std::string digits;
  for (const char c : word) {
    if (c != ',') digits.push_back(c);
  }
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 1) return 0;
  return value;
}

Source describe_source(const Words& words, const actors::Entities& entities,
                       std::vector<text::Span> spans) {
  Source source;
  source.spans = std::move(spans);
  if (source.spans.empty()) return source;
  const TokenRange range = words.range(source.spans.front());
  if (range.empty()) return source;
  const TokenRange core{range.first, core_end(words, range)};
  const std::uint32_t head = head_of(words, core);
  const auto named = [&](const actors::Entity& entity) {
    source.kind = SourceKind::kNamed;
    source.name = entity.name;
    if (!entity.affiliation.empty()) source.affiliation = entity.affiliation;
  };
  if (head == core.end) return source;
  const std::string_view word = words.at(head);

  if (range.size() == 1 && is_one_of(word, kPronouns)) {
    if (const actors::Entity* entity = entities.entity_of(source.spans.front())) {
      named(*entity);
    } else if (!is_one_of(word, kPlural)) {
      source.kind = SourceKind::kNamed;
    }
    return source;
  }
  // "Ana Velm, the council's envoy" and "the council's envoy, Ana Velm"
  if (const actors::Entity* person = entity_in(words, entities, core, true);
      person != nullptr && is_name_word(words, head)) {
    named(*person);
    return source;
  }
  // Behind what says whose envoy: "the envoy of the council in Northport, Ana Velm".
  std::uint32_t comma = core.end;
  const bool alone = !looks_plural(word);
  while (alone && comma < range.end && words.at(comma) != "," &&
         !is_one_of(words.at(comma), kClauseOpeners)) {
    ++comma;
  }
  if (comma < range.end && words.at(comma) == ",") {
    const TokenRange rest{comma + 1, range.end};
    const actors::Entity* person = entity_in(words, entities, rest, true);
    std::uint32_t name = rest.first;  // behind titles: "Colonel Jon Sund"
    while (name < rest.end && words.is_capital(name) && !entities.entity_of(words.span(name))) {
      ++name;
    }
    const bool beside =
        comma == core.end || (name < rest.end && entities.entity_of(words.span(name)) == person);
    if (person != nullptr && words.is_capital(rest.first) && beside) {
      named(*person);
      return source;
    }
  }

  const bool plural = looks_plural(word);
  bool vague = false;
  bool definite = false;
  bool modified = false;
  for (std::uint32_t t = core.first; t < head; ++t) {
    vague = vague || is_one_of(words.at(t), kVague) || number_word(words.at(t)) > 0;
    definite = definite || words.at(t) == "the" || words.at(t) == "this" || words.at(t) == "that" ||
               words.at(t).starts_with('\'');
    modified = modified || (words.is_word(t) && !words.is_capital(t) && words.at(t) != "the" &&
                            words.at(t) != "and");
  }
  if (is_name_word(words, head) && !(vague && (plural || !definite))) {
    if (plural && modified && !definite && noun_kind(word) != NounKind::kUnknown) {
      source.affiliation = affiliation_of(words, entities, range, core, head);
      return source;
    }
    const actors::Entity* entity = entities.entity_of(words.span(head));
    source.kind = SourceKind::kNamed;
    if (entity != nullptr) {
      named(*entity);
    } else {
      source.name = without_determiner(words, core);
    }
    if (word == "ministry" || actors::is_seat(without_determiner(words, core))) {
      source.kind = SourceKind::kRole;
    }
    return source;
  }
  const NounKind kind = noun_kind(word);
  const bool one = !plural;
  const actors::Entity* entity = one && !vague ? entities.entity_of(words.span(head)) : nullptr;
  const bool single_body =
      one && (kind == NounKind::kBody || kind == NounKind::kDocument || kind == NounKind::kMedium);
  if (entity != nullptr && (definite || single_body)) {
    named(*entity);
    return source;
  }
  if (kind == NounKind::kDocument && capital_run(words, core)) {
    source.kind = SourceKind::kNamed;
    source.name = std::string(words.article().at(*capital_run(words, core)));
    return source;
  }
  if (single_body || (kind == NounKind::kOffice && one && definite && !vague)) {
    source.kind = SourceKind::kRole;
    source.affiliation = affiliation_of(words, entities, range, core, head);
    return source;
  }
  source.kind = SourceKind::kUnnamed;
  source.affiliation = affiliation_of(words, entities, range, core, head);
  source.count = count_of(words, core, head, one);
  return source;
}

}  // namespace parley::statements
