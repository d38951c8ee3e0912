#include "parley/analysis/mend_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::analysis {

namespace {

constexpr std::uint32_t kMaxApposition = 8;  // tokens from the comma to the noun

const std::unordered_set<std::string>& calendar_words() {
  static const std::unordered_set<std::string> kWords = [] {
    std::unordered_set<std::string> words;
    for (const char* table : {"weekdays", "months"}) {
      for (const base::TableRow& row : base::read_table(table)) words.insert(row.columns[0]);
    }
    return words;
  }();
  return kWords;
}

const std::unordered_set<std::string>& common_words() {
  static const std::unordered_set<std::string> kWords = [] {
    std::unordered_set<std::string> words;
    for (const base::TableRow& row : base::read_table("common_words")) words.insert(row.columns[0]);
    return words;
  }();
  return kWords;
}

// Countries by all their names, folded.
const std::unordered_set<std::string>& countries() {
  static const std::unordered_set<std::string> kNames = [] {
    std::unordered_set<std::string> names;
    for (const base::TableRow& row : base::read_table("countries")) {
      names.insert(text::fold_case(row.at(1)));
      for (const std::string& other : base::split_cell(row.at(4), ',')) {
        names.insert(text::fold_case(other));
      }
    }
    return names;
  }();
  return kNames;
}

// "Christmas Eve", "Labor Day": a date, whoever it is named after.
const std::unordered_set<std::string>& holidays() {
  static const std::unordered_set<std::string> kNames = [] {
    std::unordered_set<std::string> names;
    for (const base::TableRow& row : base::read_table("holidays")) names.insert(row.columns[0]);
    return names;
  }();
  return kNames;
}

bool is_place_noun(std::string_view word) {
  constexpr std::array<std::string_view, 16> kNouns = {
      "city",     "town",  "village",     "capital",     "province", "region",
      "district", "port",  "governorate", "county",      "island",   "suburb",
      "enclave",  "state", "peninsula",   "municipality"};
  return std::ranges::find(kNouns, word) != kNouns.end();
}

class Mender {
 public:
  Mender(const text::Article& article, Analysis& analysis)
      : article_(article), analysis_(analysis) {}

  void mend() {
    std::erase_if(analysis_.names, [&](const Name& name) {
      return name.type != NameType::kPer && name.end_token == name.first_token + 1 &&
             calendar_words().contains(lower(name.first_token));
    });
    std::erase_if(analysis_.names, [&](const Name& name) {
      return is_seat(name) || is_title(name) || is_describing(name) ||
             holidays().contains(text::fold_case(article_.at(name.span)));
    });
    for (Name& name : analysis_.names) {
      leave_out_office(name);
      leave_out_glued(name);
      leave_out_bracket(name);
    }
    std::erase_if(analysis_.names,
                  [](const Name& name) { return name.first_token == name.end_token; });
    complete_hyphened();
    cut_doubled();
    complete_names();
    part_pairs();
    join_bodies();
    take_countries_in_capitals();
    take_titled();
    take_subjects();
    follow_full_names();
    std::unordered_set<std::string> places;
    for (const Name& name : analysis_.names) {
      if (name.type == NameType::kPer && is_called_a_place(name)) {
        places.emplace(article_.at(name.span));
      }
    }
    for (Name& name : analysis_.names) {
      if (name.type == NameType::kPer && places.contains(std::string(article_.at(name.span)))) {
        name.type = NameType::kLoc;
      }
    }
  }

 private:
  [[nodiscard]] std::string lower(std::uint32_t token) const {
    return text::fold_case(article_.at(analysis_.tokens[token].span));
  }

  // "(D-Alma)", ", R-Norburg,": a member's party and seat, no name.
  [[nodiscard]] bool is_seat(const Name& name) const {
    const std::string_view words = article_.at(name.span);
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (words.size() < 3 || !capital(words[0]) || words[1] != '-' || !capital(words[2])) {
      return false;
    }
    if (name.first_token == 0) return false;
    const std::string before = lower(name.first_token - 1);
    return before == "(" || before == "," || before == "[";
  }

  // "[Sens.] Ola Vik and Ana Brask": a title alone.
  [[nodiscard]] bool is_title(const Name& name) const {
    static const std::unordered_set<std::string> kTitles = [] {
      std::unordered_set<std::string> words;
      for (const base::TableRow& row : base::read_table("titles")) {
        if (row.columns[0].ends_with('.')) words.insert(row.columns[0]);
      }
      return words;
    }();
    return name.end_token == name.first_token + 1 && kTitles.contains(lower(name.first_token));
  }

  // "[Rich] countries": an adjective that only opens the sentence.
  [[nodiscard]] bool is_describing(const Name& name) const {
    const std::vector<Token>& tokens = analysis_.tokens;
    const std::uint32_t t = name.first_token;
    if (name.end_token != t + 1 || t + 1 >= tokens.size()) {
      return false;
    }
    if (tokens[t].xpos != "JJ" || tokens[t + 1].xpos != "NNS" ||
        tokens[t].head != static_cast<std::int32_t>(t + 1)) {
      return false;
    }
    if (analysis_.sentences[analysis_.sentence_of(t)].first_token != t) return false;
    return common_words().contains(lower(t));
  }

  void end_at(Name& name, std::uint32_t token) const {
    name.end_token = token;
    if (token > name.first_token) name.span.end = analysis_.tokens[token - 1].span.end;
  }

  // "[Council Majority] Leader Ana Velm": the body is the Council.
  void leave_out_office(Name& name) const {
    if (name.type != NameType::kOrg || name.end_token >= analysis_.tokens.size()) return;
    const std::string next = lower(name.end_token);
    if (next != "leader" && next != "leaders" && next != "whip") return;
    const std::string last = lower(name.end_token - 1);
    if (last == "majority" || last == "minority") end_at(name, name.end_token - 1);
  }

  // "[Velm Jae-]in": what a hyphen binds to a person's name is of it.
  void complete_hyphened() {
    std::vector<Name>& names = analysis_.names;
    for (std::size_t n = 0; n < names.size(); ++n) {
      Name& name = names[n];
      const std::uint32_t limit = n + 1 < names.size()
                                      ? names[n + 1].first_token
                                      : static_cast<std::uint32_t>(analysis_.tokens.size());
      if (name.type != NameType::kPer || name.end_token >= limit) continue;
      if (!article_.at(name.span).ends_with('-')) continue;
      const text::Span next = analysis_.tokens[name.end_token].span;
      if (next.start == name.span.end && text::is_ascii_lower(article_.text[next.start])) {
        end_at(name, name.end_token + 1);
      }
    }
  }

  // "[Ana Velm (N-Alma]": what stands in brackets behind a name is none of it.
  void leave_out_bracket(Name& name) const {
    for (std::uint32_t t = name.first_token + 1; t < name.end_token; ++t) {
      if (article_.at(analysis_.tokens[t].span) == "(") return end_at(name, t);
    }
  }

  // "[Velm Ana Ruth VelmNPU] calls": a page ran its tag into the name. "VelmNPU" is no word of it.
  void leave_out_glued(Name& name) const {
    for (std::uint32_t t = name.first_token + 1; t < name.end_token; ++t) {
      const std::string_view word = article_.at(analysis_.tokens[t].span);
      std::size_t lead = 0;
      while (lead < word.size() && !text::is_ascii_lower(word[lead])) ++lead;
      while (lead < word.size() && text::is_ascii_lower(word[lead])) ++lead;
      const std::string_view rest = word.substr(lead);
      if (lead < 3 || rest.size() < 2 || !std::ranges::all_of(rest, text::is_ascii_upper)) continue;
      const bool repeats =
          article_.at(analysis_.tokens[name.first_token].span) == word.substr(0, lead);
      return end_at(name, repeats ? name.first_token + 1 : t);
    }
  }

  // "African" and "Union" side by side are one name where the noun alone would name nothing.
  void join_bodies() {
    constexpr std::array<std::string_view, 5> kNouns = {"Union", "Commission", "League",
                                                        "Community", "Bank"};
    std::vector<Name>& names = analysis_.names;
    std::vector<Name> joined;
    for (const Name& name : names) {
      const bool noun = name.type == NameType::kOrg && name.end_token == name.first_token + 1 &&
                        std::ranges::find(kNouns, article_.at(name.span)) != kNouns.end();
      if (noun && !joined.empty() && joined.back().end_token == name.first_token &&
          (joined.back().type == NameType::kNorp || joined.back().type == NameType::kLoc)) {
        joined.back().type = NameType::kOrg;
        joined.back().end_token = name.end_token;
        joined.back().span.end = name.span.end;
        continue;
      }
      joined.push_back(name);
    }
    names = std::move(joined);
  }

  // "[NEW ZEALAND] and [PERU] proposed": bulletins set their parties in capitals.
  void take_countries_in_capitals() {
    constexpr float kConfidence = 0.8F;
    constexpr std::uint32_t kMaxWords = 4;
    const std::vector<Token>& tokens = analysis_.tokens;
    std::vector<Name> found;
    const auto in_capitals = [&](std::uint32_t t) {
      const std::string_view word = article_.at(tokens[t].span);
      return word.size() > 1 && std::ranges::all_of(word, text::is_ascii_upper);
    };
    // "Trinidad and Tobago", too, is one.
    const auto may_go_on = [&](std::uint32_t t) {
      const std::string_view word = article_.at(tokens[t].span);
      return text::is_ascii_upper(word[0]) || word == "and" || word == "of" || word == "the";
    };
    for (std::uint32_t t = 0; t < tokens.size(); ++t) {
      if (!text::is_ascii_upper(article_.at(tokens[t].span)[0])) continue;
      std::uint32_t end = t;
      std::string folded;
      std::uint32_t best = t;
      while (end < tokens.size() && end < t + kMaxWords && may_go_on(end)) {
        folded += (folded.empty() ? "" : " ") + lower(end);
        ++end;
        const bool whole = in_capitals(t) ? folded.size() > 3 : folded.contains(" and ");
        if (whole && countries().contains(folded)) best = end;
      }
      if (best == t) continue;
      found.push_back({{tokens[t].span.start, tokens[best - 1].span.end},
                       t,
                       best,
                       NameType::kLoc,
                       kConfidence});
      t = best - 1;
    }
    if (found.empty()) return;
    std::vector<Name> all;
    auto next = found.begin();
    for (const Name& name : analysis_.names) {
      while (next != found.end() && next->end_token <= name.first_token) all.push_back(*next++);
      if (next != found.end() && next->first_token < name.end_token) continue;
      all.push_back(name);
    }
    all.insert(all.end(), next, found.end());
    analysis_.names = std::move(all);
  }

  // "Mr. [Velm]": whoever is called so is a person, though no name was seen.
  void take_titled() {
    constexpr float kConfidence = 0.8F;
    constexpr std::uint32_t kMaxWords = 3;
    const std::vector<Token>& tokens = analysis_.tokens;
    const auto is_name_word = [&](std::uint32_t t) {
      return t < tokens.size() && tokens[t].upos == Upos::kPropn &&
             text::is_ascii_upper(article_.at(tokens[t].span)[0]);
    };
    std::vector<Name> all;
    auto next = analysis_.names.begin();
    const auto last = analysis_.names.end();
    for (std::uint32_t t = 0; t < tokens.size(); ++t) {
      while (next != last && next->first_token <= t) all.push_back(*next++);
      const std::string_view word = article_.at(tokens[t].span);
      if (word != "Mr." && word != "Mrs." && word != "Ms.") continue;
      if (!all.empty() && all.back().end_token > t) continue;
      std::uint32_t end = t + 1;
      while (end <= t + kMaxWords && is_name_word(end) &&
             (next == last || end < next->first_token)) {
        ++end;
      }
      if (end == t + 1) continue;
      all.push_back({{tokens[t + 1].span.start, tokens[end - 1].span.end},
                     t + 1,
                     end,
                     NameType::kPer,
                     kConfidence});
    }
    all.insert(all.end(), next, last);
    analysis_.names = std::move(all);
  }

  // "[Norland] agreed": a proper noun that does something is a name, though none was seen.
  void take_subjects() {
    constexpr float kConfidence = 0.3F;
    std::vector<Name>& names = analysis_.names;
    const std::vector<Token>& tokens = analysis_.tokens;
    std::vector<Name> all;
    auto next = names.begin();
    for (std::uint32_t t = 0; t < tokens.size(); ++t) {
      while (next != names.end() && next->first_token <= t) all.push_back(*next++);
      if (tokens[t].xpos != "NNP" || !tokens[t].deprel.starts_with("nsubj")) continue;
      if (!all.empty() && all.back().end_token > t) continue;
      const std::string_view word = article_.at(tokens[t].span);
      const std::string folded = lower(t);
      if (word.size() < 4 || !text::is_ascii_upper(word[0]) || folded == word ||
          std::ranges::all_of(word, text::is_ascii_upper) || common_words().contains(folded) ||
          calendar_words().contains(folded) || holidays().contains(folded)) {
        continue;
      }
      const auto beside = [&](std::uint32_t i) {
        return i < tokens.size() && tokens[i].upos == Upos::kPropn;
      };
      if (beside(t + 1) || (t > 0 && beside(t - 1))) continue;
      const bool owned =
          t > 0 && (tokens[t - 1].upos == Upos::kDet || tokens[t - 1].upos == Upos::kAdj ||
                    tokens[t - 1].upos == Upos::kNoun);
      if (owned) continue;
      all.push_back({tokens[t].span, t, t + 1, NameType::kOrg, kConfidence});
    }
    while (next != names.end()) all.push_back(*next++);
    names = std::move(all);
  }

  // "Ola Vik Ola Johan VikThe latest": a page's link runs into the name; the first of the two is
  // it.
  void cut_doubled() {
    for (Name& name : analysis_.names) {
      const auto last = static_cast<std::uint32_t>(
          std::min<std::size_t>(name.end_token + 1, analysis_.tokens.size()));
      for (std::uint32_t t = name.first_token + 1; t < last; ++t) {
        const auto doubled = [&](std::uint32_t earlier) {
          const std::string_view word = article_.at(analysis_.tokens[earlier].span);
          const std::string_view later = article_.at(analysis_.tokens[t].span);
          return word.size() > 3 && later.size() > word.size() && later.starts_with(word) &&
                 text::is_ascii_upper(later[word.size()]);
        };
        std::uint32_t first = name.first_token;
        while (first < std::min(t, name.end_token) && !doubled(first)) ++first;
        if (first == std::min(t, name.end_token)) continue;
        name.end_token = first + 1;
        name.span.end = analysis_.tokens[first].span.end;
        break;
      }
    }
  }

  // "The [Harbour] Board wants", where "Harbour Board" is a name elsewhere in the article: that
  // name here, too.
  void complete_names() {
    constexpr std::uint32_t kMostAdded = 3;  // tokens
    std::vector<Name>& names = analysis_.names;
    const std::vector<Token>& tokens = analysis_.tokens;
    std::unordered_map<std::string_view, NameType> known;
    for (const Name& name : names) {
      if (name.end_token - name.first_token > 1) known.emplace(article_.at(name.span), name.type);
    }
    for (std::size_t n = 0; n < names.size(); ++n) {
      Name& name = names[n];
      const auto limit = n + 1 < names.size() ? names[n + 1].first_token
                                              : static_cast<std::uint32_t>(tokens.size());
      const std::uint32_t last = std::min(name.end_token + kMostAdded, limit);
      for (std::uint32_t t = name.end_token; t < last; ++t) {
        if (!text::is_ascii_upper(article_.at(tokens[t].span)[0])) break;
        const auto whole = known.find(article_.at({name.span.start, tokens[t].span.end}));
        if (whole == known.end()) continue;
        name.type = whole->second;
        end_at(name, t + 1);
        break;
      }
    }
  }

  // "the [Brask]-[Velm] talks": two people, where both are named elsewhere in the article.
  void part_pairs() {
    std::unordered_set<std::string_view> last_words;
    for (const Name& name : analysis_.names) {
      if (name.type == NameType::kPer && !is_pair(name)) {
        last_words.insert(article_.at(analysis_.tokens[name.end_token - 1].span));
      }
    }
    std::vector<Name> parted;
    parted.reserve(analysis_.names.size());
    for (const Name& name : analysis_.names) {
      parted.push_back(name);
      if (!is_pair(name)) continue;
      const text::Span first = analysis_.tokens[name.first_token].span;
      const text::Span last = analysis_.tokens[name.end_token - 1].span;
      if (!last_words.contains(article_.at(first)) || !last_words.contains(article_.at(last))) {
        continue;
      }
      parted.back() = {first, name.first_token, name.first_token + 1, NameType::kPer,
                       name.confidence};
      parted.push_back({last, name.end_token - 1, name.end_token, NameType::kPer, name.confidence});
    }
    analysis_.names = std::move(parted);
  }
  [[nodiscard]] bool is_pair(const Name& name) const {
    return name.end_token == name.first_token + 3 && lower(name.first_token + 1) == "-";
  }

  // "[Velm] declined", where "Ana Velm" is a person: no body and no place, unless a country.
  void follow_full_names() {
    std::unordered_set<std::string_view> surnames;
    for (const Name& name : analysis_.names) {
      if (name.type != NameType::kPer || name.end_token - name.first_token < 2) continue;
      surnames.insert(article_.at(analysis_.tokens[name.end_token - 1].span));
    }
    for (Name& name : analysis_.names) {
      if (name.type == NameType::kPer || name.type == NameType::kNorp ||
          name.end_token - name.first_token != 1 || !surnames.contains(article_.at(name.span)) ||
          countries().contains(lower(name.first_token))) {
        continue;
      }
      name.type = NameType::kPer;
    }
  }

  // ", the southern city in", "the town of"
  [[nodiscard]] bool is_called_a_place(const Name& name) const {
    const auto size = static_cast<std::uint32_t>(analysis_.tokens.size());
    if (name.first_token >= 2 && lower(name.first_token - 1) == "of" &&
        is_place_noun(lower(name.first_token - 2))) {
      return true;
    }
    std::uint32_t t = name.end_token;
    if (t + 2 >= size || lower(t) != ",") return false;
    const std::string first = lower(t + 1);
    if (first != "a" && first != "an" && first != "the") return false;
    for (t += 2; t < std::min(size, name.end_token + kMaxApposition); ++t) {
      const std::string word = lower(t);
      if (is_place_noun(word)) {
        // "the city 's mayor", "the state minister" are persons after all.
        const std::string next = t + 1 < size ? lower(t + 1) : "";
        return next == "," || next == "." || next == "in" || next == "of" || next == "where" ||
               next == "that" || next == "on" || next == "near";
      }
      if (word == "," || word == "." || word == "of" || word == "who" || word == "in") return false;
    }
    return false;
  }

  const text::Article& article_;
  Analysis& analysis_;
};

}  // namespace

void mend_names(const text::Article& article, Analysis& analysis) {
  Mender(article, analysis).mend();
}

}  // namespace parley::analysis
