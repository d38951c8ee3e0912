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

constexpr std::uint32_t kMaxApposition = 8;   // tokens from the comma to the noun
constexpr std::uint32_t kMostOwnerWords = 3;  // of a name before "'s"
constexpr int kOften = 2;                     // mentions that make a person's name known

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
      leave_out_verb(name);
    }
    std::erase_if(analysis_.names,
                  [](const Name& name) { return name.first_token == name.end_token; });
    complete_hyphened();
    cut_doubled();
    complete_names();
    part_owners();
    part_pairs();
    join_bodies();
    take_countries_in_capitals();
    take_halves();
    take_titled();
    take_known_words();
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

  // "[Velm stung] by the cuts": a verb in lower case is no surname.
  void leave_out_verb(Name& name) const {
    if (name.type != NameType::kPer || name.end_token < name.first_token + 2) return;
    const Token& last = analysis_.tokens[name.end_token - 1];
    if (last.upos != Upos::kVerb || !text::is_ascii_lower(article_.text[last.span.start])) return;
    end_at(name, name.end_token - 1);
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

  // "the [North] agreed" where both North Norland and South Norland are named.
  void take_halves() {
    constexpr float kConfidence = 0.6F;
    const std::vector<Token>& tokens = analysis_.tokens;
    std::unordered_set<std::string> named;
    for (const Name& name : analysis_.names) {
      std::string folded = text::fold_case(article_.at(name.span));
      if (folded.contains(' ') && countries().contains(folded)) named.insert(std::move(folded));
    }
    const auto is_half = [&](const std::string& side, const std::string& other) {
      return std::ranges::any_of(named, [&](const std::string& name) {
        return name.starts_with(side + ' ') && named.contains(other + name.substr(side.size()));
      });
    };
    const bool north = is_half("north", "south");
    const bool east = is_half("east", "west");
    if (!north && !east) return;
    std::vector<Name> all;
    auto next = analysis_.names.begin();
    const auto last = analysis_.names.end();
    for (std::uint32_t t = 1; t + 1 < tokens.size(); ++t) {
      while (next != last && next->first_token <= t) all.push_back(*next++);
      if (!all.empty() && all.back().end_token > t) continue;
      const std::string_view word = article_.at(tokens[t].span);
      const bool side = (north && (word == "North" || word == "South")) ||
                        (east && (word == "East" || word == "West"));
      if (!side || lower(t - 1) != "the" || lower(t + 1) == "-" ||
          text::is_ascii_upper(article_.text[tokens[t + 1].span.start])) {
        continue;
      }
      all.push_back({tokens[t].span, t, t + 1, NameType::kLoc, kConfidence});
    }
    all.insert(all.end(), next, last);
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

  // Last words of persons' names, with the mentions that end so; a name in full counts twice. None
  // that names anything else.
  [[nodiscard]] std::unordered_map<std::string_view, int> surnames() const {
    std::unordered_map<std::string_view, int> counts;
    for (const Name& name : analysis_.names) {
      if (name.type != NameType::kPer || is_pair(name)) continue;
      counts[article_.at(analysis_.tokens[name.end_token - 1].span)] +=
          name.end_token - name.first_token > 1 ? 2 : 1;
    }
    for (const Name& name : analysis_.names) {
      if (name.type != NameType::kPer) counts.erase(article_.at(name.span));
    }
    std::erase_if(counts, [](const auto& word) {
      return countries().contains(text::fold_case(std::string(word.first)));
    });
    return counts;
  }

  // "[Mr. Velm's Harbour Council]": the council, and the one whose it is, who is named elsewhere or
  // has a title here.
  void part_owners() {
    const std::unordered_map<std::string_view, int> known = surnames();
    std::vector<Name> parted;
    parted.reserve(analysis_.names.size());
    for (const Name& name : analysis_.names) {
      parted.push_back(name);
      if (name.type != NameType::kOrg) continue;
      std::uint32_t own = name.first_token + 1;
      while (own < name.end_token && lower(own) != "'s" && lower(own) != "\u2019s") ++own;
      if (own >= name.end_token) continue;
      const std::string title = lower(name.first_token);
      const bool titled = title == "mr." || title == "mrs." || title == "ms.";
      const std::uint32_t first = name.first_token + (titled ? 1 : 0);
      if (first >= own || own - first > kMostOwnerWords) continue;
      const auto owner = known.find(article_.at(analysis_.tokens[own - 1].span));
      if (!titled && (own - first > 1 || own + 1 == name.end_token || owner == known.end() ||
                      owner->second < kOften)) {
        continue;
      }
      std::uint32_t rest = own + 1;
      while (rest < name.end_token &&
             !text::is_ascii_upper(article_.text[analysis_.tokens[rest].span.start])) {
        ++rest;
      }
      parted.back() = {{analysis_.tokens[first].span.start, analysis_.tokens[own - 1].span.end},
                       first,
                       own,
                       NameType::kPer,
                       name.confidence};
      if (rest == name.end_token) continue;
      parted.push_back({{analysis_.tokens[rest].span.start, name.span.end},
                        rest,
                        name.end_token,
                        name.type,
                        name.confidence});
    }
    analysis_.names = std::move(parted);
  }

  // "H.W.U.": capitals alone that name a body, with their mentions.
  [[nodiscard]] std::unordered_map<std::string_view, int> abbreviations() const {
    std::unordered_map<std::string_view, int> counts;
    for (const Name& name : analysis_.names) {
      const std::string_view words = article_.at(name.span);
      if (name.type != NameType::kOrg && name.type != NameType::kMisc) continue;
      if (name.end_token - name.first_token != 1) continue;
      const bool capitals = std::ranges::all_of(
          words, [](char c) { return text::is_ascii_upper(c) || c == '.' || c == '&'; });
      if (capitals && std::ranges::count_if(words, text::is_ascii_upper) > 1) ++counts[words];
    }
    return counts;
  }

  // Words that the article uses at least four times as often as `counts` says are forgotten.
  void leave_out_rare(std::unordered_map<std::string_view, int>& counts) const {
    constexpr int kShare = 4;
    std::unordered_map<std::string_view, int> uses;
    for (const Token& token : analysis_.tokens) {
      const auto found = counts.find(article_.at(token.span));
      if (found != counts.end()) ++uses[found->first];
    }
    std::erase_if(counts, [&](const auto& word) {
      return word.second < kOften || word.second * kShare < uses[word.first];
    });
  }

  // "It was up to [Velm]" where no name was seen: a word that a person is called by elsewhere in
  // the article, or a body's abbreviation, is a name here, too, if it stands alone.
  void take_known_words() {
    constexpr float kConfidence = 0.5F;
    const std::vector<Token>& tokens = analysis_.tokens;
    std::unordered_map<std::string_view, int> persons = surnames();
    std::unordered_map<std::string_view, int> bodies = abbreviations();
    leave_out_rare(persons);
    leave_out_rare(bodies);
    const auto capital = [&](std::uint32_t t) {
      return text::is_ascii_upper(article_.text[tokens[t].span.start]);
    };
    std::vector<Name> all;
    auto next = analysis_.names.begin();
    const auto last = analysis_.names.end();
    for (const Sentence& sentence : analysis_.sentences) {
      for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
        while (next != last && next->first_token <= t) all.push_back(*next++);
        if (!capital(t) || (!all.empty() && all.back().end_token > t)) continue;
        const std::string_view here = article_.at(tokens[t].span);
        if (bodies.contains(here)) {
          all.push_back({tokens[t].span, t, t + 1, NameType::kOrg, kConfidence});
          continue;
        }
        const std::string word = lower(t);
        if (!persons.contains(here) || here.size() < 3 || here.contains('.') ||
            common_words().contains(word) || calendar_words().contains(word)) {
          continue;
        }
        const bool alone =
            (t + 1 == sentence.end_token || (!capital(t + 1) && lower(t + 1) != "-")) &&
            (t == sentence.first_token || (!capital(t - 1) && lower(t - 1) != "-"));
        if (alone) all.push_back({tokens[t].span, t, t + 1, NameType::kPer, kConfidence});
      }
    }
    all.insert(all.end(), next, last);
    analysis_.names = std::move(all);
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
