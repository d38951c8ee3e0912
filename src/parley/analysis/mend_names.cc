#include "parley/analysis/mend_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_set>

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
