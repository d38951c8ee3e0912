#include "parley/intake/page_phrases.h"

#include <algorithm>
#include <array>
#include <vector>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

struct Phrase {
  std::string words;
  PhraseMatch match;
};

template <typename Enum, std::size_t N>
std::optional<Enum> named(std::string_view name, const std::array<std::string_view, N>& names) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

std::optional<text::BlockRole> role_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(text::BlockRole::kBoilerplate); ++i) {
    const auto role = static_cast<text::BlockRole>(i);
    if (text::name_of(role) == name) return role;
  }
  return std::nullopt;
}

std::vector<Phrase> load() {
  constexpr std::array<std::string_view, 6> kPlaces = {"whole", "start",   "end",
                                                       "part",  "heading", "rest"};
  std::vector<Phrase> phrases;
  for (const base::TableRow& row : base::read_table("page_phrases")) {
    const auto place = named<PhrasePlace>(row.at(1), kPlaces);
    const auto role = role_named(row.at(2));
    if (place && role) phrases.push_back({std::string(row.at(0)), {*role, *place}});
  }
  return phrases;
}

bool is_word_byte(char c) {
  return text::is_ascii_alpha(c) || text::is_ascii_digit(c) ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool holds_phrase(std::string_view line, std::string_view phrase) {
  for (std::size_t at = line.find(phrase); at != std::string_view::npos;
       at = line.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool starts = at == 0 || !is_word_byte(line[at - 1]);
    if (starts && (end == line.size() || !is_word_byte(line[end]))) return true;
  }
  return false;
}

bool matches(std::string_view line, const Phrase& phrase) {
  const std::string_view words = phrase.words;
  switch (phrase.match.place) {
    case PhrasePlace::kWhole:
    case PhrasePlace::kHeading:
    case PhrasePlace::kRest:
      return line == words || (line.starts_with(words) && line.size() == words.size() + 1 &&
                               !is_word_byte(line.back()));
    case PhrasePlace::kStart:
      return line.starts_with(words) &&
             (line.size() == words.size() || !is_word_byte(line[words.size()]) ||
              !is_word_byte(words.back()));
    case PhrasePlace::kEnd:
      return line.ends_with(words) &&
             (line.size() == words.size() || !is_word_byte(line[line.size() - words.size() - 1]));
    case PhrasePlace::kPart:
      return holds_phrase(line, words);
  }
  return false;
}

struct Calls {
  std::vector<std::string> actions;
  std::vector<std::string> channels;
};

const Calls& calls() {
  static const Calls table = [] {
    Calls read;
    for (const base::TableRow& row : base::read_table("page_calls")) {
      (row.at(1) == "action" ? read.actions : read.channels).emplace_back(row.at(0));
    }
    return read;
  }();
  return table;
}

// True where a sentence of `line` begins with `phrase`.
bool begins_sentence(std::string_view line, std::string_view phrase) {
  for (std::size_t at = line.find(phrase); at != std::string_view::npos;
       at = line.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool whole = end == line.size() || !is_word_byte(line[end]);
    const bool first = at == 0 || (at >= 2 && line[at - 1] == ' ' && !is_word_byte(line[at - 2]) &&
                                   line[at - 2] != ',');
    if (whole && first) return true;
  }
  return false;
}

}  // namespace

std::string fold_line(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size();) {
    const text::CodePoint point = text::decode_at(line, i);
    i += point.length;
    char32_t c = point.value;
    if (c == 0x2018 || c == 0x2019) c = U'\'';
    if (c == 0x201C || c == 0x201D) c = U'"';
    if (c == U' ' || c == U'\n' || c == 0x00A0) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    text::append_utf8(out, c);
  }
  out = text::fold_case(out);
  constexpr std::string_view kEdges = " .!?\"'*|>»";
  while (!out.empty() && kEdges.find(out.back()) != std::string_view::npos) out.pop_back();
  std::size_t start = 0;
  while (start < out.size() && kEdges.find(out[start]) != std::string_view::npos) ++start;
  return out.substr(start);
}

bool is_call_to_reader(std::string_view folded) {
  if (folded.empty() || folded.size() > kMaxPhraseLine || folded.find('"') != folded.npos) {
    return false;
  }
  const auto names = [&](const std::string& channel) { return holds_phrase(folded, channel); };
  if (!std::ranges::any_of(calls().channels, names)) return false;
  return std::ranges::any_of(
      calls().actions, [&](const std::string& action) { return begins_sentence(folded, action); });
}

std::optional<PhraseMatch> match_phrase(std::string_view folded) {
  static const std::vector<Phrase> phrases = load();
  if (folded.empty() || folded.size() > kMaxPhraseLine) return std::nullopt;
  for (const Phrase& phrase : phrases) {
    if (matches(folded, phrase)) return phrase.match;
  }
  return std::nullopt;
}

}  // namespace parley::intake
