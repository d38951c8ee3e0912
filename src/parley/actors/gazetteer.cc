#include "parley/actors/gazetteer.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::actors {

namespace {

struct Countries {
  std::vector<Country> rows;
  std::unordered_map<std::string, std::size_t> names;
  std::unordered_map<std::string, std::size_t> capitals;
  std::unordered_set<std::string> peoples;
  std::unordered_set<std::string> adjectives;
};

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    items.emplace_back(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return items;
}

bool is_in_capitals(std::string_view name) {
  return name.size() > 3 && std::ranges::all_of(name, [](char c) {
           return text::is_ascii_upper(c) || c == ' ' || c == '-';
         });
}

// Names of two countries go to the first for a name, to none for a shared adjective.
const Countries& countries() {
  static const Countries kCountries = [] {
    Countries all;
    std::unordered_set<std::string> shared;
    for (const base::TableRow& row : base::read_table("countries")) {
      const std::size_t index = all.rows.size();
      all.rows.push_back({std::string(row.at(0)), std::string(row.at(1)), std::string(row.at(2))});
      all.names.try_emplace(all.rows.back().name, index);
      for (const std::string& name : split_list(row.at(4))) all.names.try_emplace(name, index);
      for (const std::string& word : split_list(row.at(3))) {
        if (word.ends_with('s') && !word.ends_with("ss")) {
          all.peoples.insert(word);
          continue;
        }
        all.adjectives.insert(word);
        if (!all.names.try_emplace(word, index).second) {
          shared.insert(word);
        }
      }
      if (!row.at(2).empty() && !all.capitals.try_emplace(std::string(row.at(2)), index).second) {
        all.capitals.erase(std::string(row.at(2)));
      }
    }
    for (const std::string& word : shared) all.names.erase(word);
    return all;
  }();
  return kCountries;
}

const std::unordered_map<std::string, Gender>& titles() {
  static const std::unordered_map<std::string, Gender> kTitles = [] {
    std::unordered_map<std::string, Gender> all;
    for (const base::TableRow& row : base::read_table("titles")) {
      all.insert_or_assign(std::string(row.at(0)), row.at(1) == "m"   ? Gender::kMale
                                                   : row.at(1) == "f" ? Gender::kFemale
                                                                      : Gender::kUnknown);
    }
    return all;
  }();
  return kTitles;
}

const std::unordered_map<std::string, Gender>& given_names() {
  static const std::unordered_map<std::string, Gender> kNames = [] {
    std::unordered_map<std::string, Gender> all;
    for (const base::TableRow& row : base::read_table("given_sexes")) {
      const Gender sex = row.columns[0] == "m" ? Gender::kMale : Gender::kFemale;
      for (std::string& name : base::split_cell(row.at(1), ' ')) {
        all.try_emplace(std::move(name), sex);
      }
    }
    return all;
  }();
  return kNames;
}

// Kind by noun: "body", "office", "person" (data/source_nouns.tsv).
const std::unordered_map<std::string, std::string>& source_nouns() {
  static const std::unordered_map<std::string, std::string> kNouns = [] {
    std::unordered_map<std::string, std::string> all;
    for (const base::TableRow& row : base::read_table("source_nouns")) {
      all.try_emplace(row.columns[0], row.at(1));
    }
    return all;
  }();
  return kNouns;
}

bool is_noun_of(std::string_view word, std::string_view kind) {
  const auto found = source_nouns().find(std::string(word));
  return found != source_nouns().end() && found->second == kind;
}

std::string_view without_the(std::string_view name) {
  if (name.starts_with("the ") || name.starts_with("The ")) name.remove_prefix(4);
  return name;
}

}  // namespace

const Country* find_country(std::string_view name) {
  std::string plain(without_the(name));
  auto found = countries().names.find(plain);
  if (found == countries().names.end() && is_in_capitals(plain)) {
    // "NEW ZEALAND", "TRINIDAD AND TOBAGO"
    bool first = true;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      const bool small = plain.compare(i, 4, "AND ") == 0 || plain.compare(i, 3, "OF ") == 0;
      if (!first || small) plain[i] = text::ascii_lower(plain[i]);
      first = plain[i] == ' ';
    }
    found = countries().names.find(plain);
  }
  return found == countries().names.end() ? nullptr : &countries().rows[found->second];
}

const Country* find_capital(std::string_view name) {
  const auto found = countries().capitals.find(std::string(name));
  return found == countries().capitals.end() ? nullptr : &countries().rows[found->second];
}

bool is_demonym(std::string_view name) {
  return countries().adjectives.contains(std::string(name));
}

bool is_people(std::string_view name) {
  return countries().peoples.contains(std::string(without_the(name)));
}

bool is_body_noun(std::string_view word) { return is_noun_of(word, "body"); }

bool is_person_noun(std::string_view word) {
  return is_noun_of(word, "person") || is_noun_of(word, "office");
}

bool is_title(std::string_view word) { return titles().contains(std::string(word)); }

Gender title_gender(std::string_view word) {
  const auto found = titles().find(std::string(word));
  return found == titles().end() ? Gender::kUnknown : found->second;
}

std::string meant_by(std::string_view word) {
  static const std::unordered_map<std::string, std::string> kMeant = [] {
    std::unordered_map<std::string, std::string> all;
    for (const base::TableRow& row : base::read_table("titles")) {
      if (!row.at(2).empty()) all.try_emplace(row.columns[0], row.at(2));
    }
    return all;
  }();
  static const std::unordered_map<std::string, std::string> kMarks = [] {
    std::unordered_map<std::string, std::string> all;
    for (const base::TableRow& row : base::read_table("party_marks")) {
      if (row.columns[0].size() > 2) all.try_emplace(row.columns[0], text::fold_case(row.at(1)));
    }
    return all;
  }();
  if (const auto mark = kMarks.find(std::string(word)); mark != kMarks.end()) return mark->second;
  std::string folded = text::fold_case(word);
  const auto found = kMeant.find(folded);
  return found == kMeant.end() ? folded : found->second;
}

bool is_member_noun(std::string_view word) {
  static const std::unordered_set<std::string> kNouns = [] {
    std::unordered_set<std::string> nouns;
    for (const base::TableRow& row : base::read_table("party_marks")) {
      std::string noun = text::fold_case(row.at(1));
      if (!noun.ends_with('s')) continue;
      noun.pop_back();
      nouns.insert(std::move(noun));
    }
    return nouns;
  }();
  return kNouns.contains(std::string(word));
}

Gender given_name_gender(std::string_view given) {
  const auto found = given_names().find(std::string(given));
  return found == given_names().end() ? Gender::kUnknown : found->second;
}

}  // namespace parley::actors
