#include "parley/actors/join_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "parley/actors/gazetteer.h"
#include "parley/actors/name_key.h"
#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::actors {

namespace {

using analysis::Name;
using analysis::NameType;

constexpr std::size_t kMaxKin = 200;  // persons of one surname that are kept apart
// Share of letters that two spellings have in place.
constexpr double kMisspelt = 0.6;
constexpr double kBothMisspelt = 0.75;  // of given name and surname

std::string_view without_the(std::string_view name) {
  for (const std::string_view the : {"the ", "The ", "A ", "An "}) {
    if (name.starts_with(the)) name.remove_prefix(the.size());
  }
  for (const std::string_view own : {"'s", "’s", "'", "’"}) {
    if (name.ends_with(own)) {
      name.remove_suffix(own.size());
      break;
    }
  }
  return name;
}

bool is_abbreviation(std::string_view name) {
  std::size_t capitals = 0;
  for (const char c : name) {
    if (text::is_ascii_upper(c))
      ++capitals;
    else if (c != '.' && c != '-' && c != '&')
      return false;
  }
  return capitals > 1;
}

// "International Relief Committee" -> "IRC"; words in lower case are left out.
std::string initials(std::string_view name) {
  std::string letters;
  bool start = true;
  for (const char c : name) {
    if (start && text::is_ascii_upper(c)) letters.push_back(c);
    start = c == ' ' || c == '-';
  }
  return letters;
}

// "Pharos [Corp]" is Pharos by a shorter name, "VKP [Congress]" is not the VKP.
bool names_a_firm(std::string_view noun) {
  constexpr std::array<std::string_view, 9> kNouns = {
      "inc", "corp", "ltd", "plc", "corporation", "company", "group", "holding", "holdings"};
  return std::ranges::find(kNouns, noun) != kNouns.end();
}

// What begins with `first` and ends with `rest` is no longer name of either: "Harbour Board and the
// Port", "Sund's Board", "Office — White House", "Coast Democrats" (a part of the Democrats),
// "Coast Board Board" (a label that ran into the name).
bool is_no_short_form(std::string_view first, std::string_view rest) {
  if (rest.starts_with("and ") || first.ends_with(" and")) return true;
  if (first.find(" and the") != std::string_view::npos) return true;
  for (const std::string_view end : {"'s", "'", "\u2019s", "\u2019", "\u2014"}) {
    if (first.ends_with(end)) return true;
  }
  const std::string_view before = first.substr(first.rfind(' ') + 1);
  if (is_seat(std::string(rest)) || is_seat(std::string(before) + ' ' + std::string(rest))) {
    return true;
  }
  if (rest.find(' ') != std::string_view::npos) return false;
  const bool plural = rest.size() > 4 && rest.ends_with('s') && !rest.ends_with("ss");
  const bool whose = before == "of" || before == "for";
  return before == rest || (plural && !whose && !is_body_noun(text::fold_case(rest)));
}

std::string letters_of(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    if (text::is_ascii_upper(c)) letters.push_back(c);
  }
  return letters;
}

struct Group {
  std::string name;  // the fullest
  NameType type = NameType::kMisc;
  std::vector<std::string> words;  // of a person, in lower case
  std::string_view rank;           // "jr"; father and son are two
  std::map<std::string, int> spellings;
  std::uint32_t first = UINT32_MAX;  // byte at which a person is first named in full
  std::set<std::string> titles;      // words before the full name of a person, in lower case
};

class Joiner {
 public:
  Joiner(const text::Article& article, const std::vector<Name>& names)
      : article_(article), names_(names), group_of_(names.size(), -1) {}

  Entities join() {
    unite_types();
    join_bracketed_persons();
    join_full_persons();
    join_short_persons();
    join_bodies();
    join_parts();
    return entities();
  }

 private:
  [[nodiscard]] std::string written(std::size_t i) const {
    return std::string(without_the(article_.at(names_[i].span)));
  }
  void put(std::size_t name, std::size_t group) {
    group_of_[name] = static_cast<std::int64_t>(group);
    ++groups_[group].spellings[written(name)];
  }
  std::size_t new_group(std::string name, NameType type) {
    groups_.push_back({std::move(name), type, {}, {}, {}, UINT32_MAX, {}});
    return groups_.size() - 1;
  }

  // A name has one type all over an article: that of most of its mentions.
  void unite_types() {
    std::map<std::string, std::map<NameType, float>> votes;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      votes[written(i)][names_[i].type] += 0.01F + names_[i].confidence;
    }
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const auto& own = votes[written(i)];
      types_.push_back(
          std::ranges::max_element(own, {}, [](const auto& v) { return v.second; })->first);
    }
  }

  // The group of a person's full name; none where too many share the surname.
  std::optional<std::size_t> person_group(const std::string& name,
                                          const std::vector<std::string>& words) {
    std::vector<std::size_t>& kin = by_surname_[name_key(words.back())];
    const std::string_view rank = name_rank(name);
    for (const std::size_t group : kin) {
      if (groups_[group].rank != rank || !same_full_name(groups_[group].words, words)) continue;
      if (words.size() > groups_[group].words.size()) {
        groups_[group].words = words;
        groups_[group].name = name;
      }
      return group;
    }
    if (kin.size() >= kMaxKin) return std::nullopt;
    const std::size_t fresh = new_group(name, NameType::kPer);
    groups_[fresh].words = words;
    groups_[fresh].rank = rank;
    kin.push_back(fresh);
    by_given_[words.front()].push_back(fresh);
    return fresh;
  }

  // "pressure on (Foreign Minister Ana) Velm": an editor's brackets cut a name in two.
  void join_bracketed_persons() {
    for (std::size_t i = 0; i + 1 < names_.size(); ++i) {
      if (types_[i] != NameType::kPer || names_[i].span.end > names_[i + 1].span.start) continue;
      const text::Span between{names_[i].span.end, names_[i + 1].span.start};
      if (article_.at(between) != ") " && article_.at(between) != "] ") continue;
      const std::vector<std::string> given = name_words(written(i));
      const std::vector<std::string> surname = name_words(written(i + 1));
      if (given.size() != 1 || surname.size() != 1) continue;
      const std::string name = written(i) + " " + written(i + 1);
      const auto group = person_group(name, {given.front(), surname.front()});
      if (!group) continue;
      group_of_[i] = static_cast<std::int64_t>(*group);
      put(i + 1, *group);
    }
  }

  void join_full_persons() {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (types_[i] != NameType::kPer || group_of_[i] >= 0) continue;
      const std::vector<std::string> words = name_words(written(i));
      if (words.size() < 2) continue;
      if (const auto group = person_group(written(i), words)) {
        put(i, *group);
        groups_[*group].first = std::min(groups_[*group].first, names_[i].span.start);
        groups_[*group].titles.insert(title_before(i));
      }
    }
  }
  // "Brannon" and "Brennon", not "Miller" and "Mueller": one letter, of a long name two, or a
  // spelling of the same sounds.
  static bool same_surname(const std::string& a, const std::string& b) {
    constexpr std::size_t kLong = 8;  // letters
    if (a == b || plain_spelling(a) == plain_spelling(b)) return true;
    return alike_words(a, b) &&
           letters_changed(a, b) <= (std::max(a.size(), b.size()) < kLong ? 1U : 2U);
  }
  // "Tarek" and "Tariq", "Neil" and "N.", not "Neil" and "Noelle".
  static bool same_given_name(const std::string& a, const std::string& b) {
    if (a == b) return true;
    if (are_short_for_one(a, b) || is_feminine_of(a, b) || is_feminine_of(b, a)) return false;
    const bool initial = a.size() == 1 || b.size() == 1;
    return alike_words(a, b) && (initial || spelling_likeness(a, b) >= kMisspelt);
  }
  static bool same_full_name(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    // "Ana P." and "Ana R." are two, cut short.
    if (a.back().size() == 1 || b.back().size() == 1) return a == b;
    if (!same_surname(a.back(), b.back())) return false;
    if (!same_given_name(a.front(), b.front()) && !is_short_for(a.front(), b.front())) return false;
    // One of the two may be misspelt.
    if (a.back() != b.back() && a.front() != b.front() &&
        spelling_likeness(a.front() + a.back(), b.front() + b.back()) < kBothMisspelt) {
      return false;
    }
    return middle_names_agree(a, b);
  }

  // "Velm" is Ana Velm if no other Velm is there; the given name counts where no surname fits.
  void join_short_persons() {
    std::map<std::string, std::size_t> alone;
    // "Mr. Velm" is no woman's name, and who is named so once is "Velm" too.
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const Gender told = types_[i] == NameType::kPer ? told_gender(i) : Gender::kUnknown;
      if (group_of_[i] < 0 && told != Gender::kUnknown) join_short_person(i, told, alone);
    }
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (group_of_[i] < 0) join_short_person(i, Gender::kUnknown, alone);
    }
  }

  // What the word before the name tells: "Mr."
  [[nodiscard]] Gender told_gender(std::size_t i) const {
    const auto gender_of = [](std::string_view word) {
      return title_gender(text::fold_case(word));
    };
    const std::string_view name = article_.at(names_[i].span);
    if (const std::size_t space = name.find(' '); space != std::string_view::npos) {
      if (const Gender own = gender_of(name.substr(0, space)); own != Gender::kUnknown) return own;
    }
    return gender_of(word_before(i));
  }

  [[nodiscard]] std::string_view word_before(std::size_t i) const {
    std::string_view before = std::string_view(article_.text).substr(0, names_[i].span.start);
    if (!before.ends_with(' ')) return {};
    before.remove_suffix(1);
    return before.substr(before.find_last_of(" \n") + 1);
  }

  // "president" of "then-President Velm", in lower case; "" where no title stands there.
  [[nodiscard]] std::string title_before(std::size_t i) const {
    const std::string_view word = word_before(i);
    std::string title = text::fold_case(word.substr(word.rfind('-') + 1));
    return is_title(title) ? title : "";
  }

  // "President Velm" is the Velm who is named in full with that title.
  void keep_titled(std::size_t i, std::vector<std::size_t>& fitting) const {
    if (fitting.size() < 2) return;
    const std::string title = title_before(i);
    if (title.empty()) return;
    std::vector<std::size_t> titled;
    for (const std::size_t group : fitting) {
      if (groups_[group].titles.contains(title)) titled.push_back(group);
    }
    if (titled.size() == 1) fitting = titled;
  }

  // `told`: whether a man or a woman of that name is meant, where the text says so.
  void join_short_person(std::size_t i, Gender told, std::map<std::string, std::size_t>& alone) {
    const bool loose =
        types_[i] == NameType::kMisc || types_[i] == NameType::kOrg || types_[i] == NameType::kLoc;
    if (types_[i] != NameType::kPer && !loose) return;
    const std::vector<std::string> words = name_words(written(i));
    if (words.size() != 1) return;
    std::vector<std::size_t> fitting;
    const std::vector<std::size_t>& kin = by_surname_[name_key(words[0])];
    for (const std::size_t group : kin) {
      if (groups_[group].words.back() == words[0]) fitting.push_back(group);
    }
    if (fitting.empty() && !loose) {
      for (const std::size_t group : kin) {
        const std::string& surname = groups_[group].words.back();
        if (same_surname(surname, words[0])) fitting.push_back(group);
      }
      if (const auto given = by_given_.find(words[0]); given != by_given_.end()) {
        fitting.insert(fitting.end(), given->second.begin(), given->second.end());
      }
    }
    std::erase_if(fitting, [&](std::size_t group) {
      const Gender own = given_name_gender(groups_[group].words.front());
      return told != Gender::kUnknown && own != Gender::kUnknown && own != told;
    });
    const std::string_view rank = name_rank(written(i));
    if (!rank.empty()) fitting = namesakes(words[0], rank);
    choose_generation(rank, fitting);
    keep_titled(i, fitting);
    keep_known(names_[i].span.start, fitting);
    if (loose && (find_country(written(i)) != nullptr || is_abbreviation(written(i)))) return;
    const std::string own = words[0] + ' ' + std::string(rank);
    const auto known = alone.find(own);
    const bool open = told == Gender::kUnknown || fitting.empty();
    if (known != alone.end() && !loose && open) {
      put(i, known->second);
    } else if (fitting.size() == 1) {
      put(i, fitting.front());
    } else if (fitting.empty() && types_[i] == NameType::kPer) {
      alone.emplace(own, groups_.size());
      new_group(written(i), NameType::kPer);
      put(i, groups_.size() - 1);
    } else if (fitting.size() > 1) {
      group_of_[i] = -2;  // two persons share it: it stands for neither
    }
  }

  // Before Bruno Velm is brought in, "Velm" is the Ana Velm of whom the text has told.
  void keep_known(std::uint32_t at, std::vector<std::size_t>& fitting) const {
    if (fitting.size() < 2) return;
    std::vector<std::size_t> known;
    for (const std::size_t group : fitting) {
      if (groups_[group].first < at) known.push_back(group);
    }
    if (known.size() == 1) fitting = known;
  }

  // "Ola Jr." and "Velm Jr.": those of that rank.
  [[nodiscard]] std::vector<std::size_t> namesakes(const std::string& word,
                                                   std::string_view rank) const {
    std::vector<std::size_t> found;
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      const std::vector<std::string>& words = groups_[group].words;
      if (words.size() < 2 || groups_[group].rank != rank) continue;
      if (words.back() == word || words.front() == word || is_short_for(words.front(), word)) {
        found.push_back(group);
      }
    }
    return found;
  }

  // Of father and son, "Velm" is the one whose name stands without "Jr."
  void choose_generation(std::string_view rank, std::vector<std::size_t>& fitting) const {
    if (fitting.size() != 2) return;
    const Group& one = groups_[fitting.front()];
    const Group& other = groups_[fitting.back()];
    if (one.rank == other.rank || one.words.front() != other.words.front()) return;
    if (other.rank == rank)
      fitting = {fitting.back()};
    else if (one.rank == rank)
      fitting.pop_back();
  }

  // "the North" where the article names both North Norland and South Norland, by its written name.
  [[nodiscard]] std::map<std::string, const Country*> halves() const {
    std::map<std::string, const Country*> all;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (const Country* country = find_country(written(i))) all.emplace(country->name, country);
    }
    std::map<std::string, const Country*> found;
    for (const auto& [one, other] : {std::pair("North", "South"), std::pair("East", "West")}) {
      for (const auto& [name, country] : all) {
        if (!name.starts_with(one + std::string(" "))) continue;
        const auto half = all.find(other + name.substr(name.find(' ')));
        if (half == all.end()) continue;
        found.insert_or_assign(one, country);
        found.insert_or_assign(other, half->second);
      }
    }
    return found;
  }

  void join_bodies() {
    const std::map<std::string, const Country*> sides = halves();
    std::map<std::string, std::size_t> homes;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (group_of_[i] != -1) continue;
      const std::string name = written(i);
      const Country* country = is_people(name) ? nullptr : find_country(name);
      if (const auto side = sides.find(name); side != sides.end()) country = side->second;
      std::string key = country != nullptr ? "=" + country->code : body_key(name);
      if (types_[i] == NameType::kNorp && country == nullptr && key.ends_with('s')) key.pop_back();
      const auto [found, fresh] = homes.try_emplace(key, groups_.size());
      if (fresh) {
        new_group(country != nullptr ? country->name : name,
                  country != nullptr ? NameType::kLoc : types_[i]);
      }
      put(i, found->second);
    }
  }

  // Abbreviations in brackets or by their initials, and short forms of one longer name.
  void join_parts() {
    std::vector<std::int64_t> into(groups_.size(), -1);
    const auto body = [&](std::size_t g) {
      return groups_[g].type == NameType::kOrg || groups_[g].type == NameType::kMisc ||
             groups_[g].type == NameType::kFac;
    };
    for (std::size_t i = 0; i + 1 < names_.size(); ++i) {
      const std::size_t next = i + 1;
      if (group_of_[i] < 0 || group_of_[next] < 0) continue;
      const std::string_view between = article_.at(
          text::Span{names_[i].span.end, std::max(names_[i].span.end, names_[next].span.start)});
      if (between != " (" || !is_abbreviation(written(next))) continue;
      const std::string_view after = std::string_view(article_.text).substr(names_[next].span.end);
      const auto a = static_cast<std::size_t>(group_of_[i]);
      const auto b = static_cast<std::size_t>(group_of_[next]);
      if (a != b && after.starts_with(")") && groups_[a].type != NameType::kPer) {
        into[b] = static_cast<std::int64_t>(a);
      }
    }
    // Every shorter form of an organisation's name, with the organisations that have it.
    std::map<std::string, std::vector<std::size_t>> forms;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      if (groups_[g].type != NameType::kOrg || into[g] >= 0) continue;
      const std::string& full = groups_[g].name;
      if (is_seat(full)) continue;  // "the House" is no White House
      for (std::size_t space = full.find(' '); space != std::string::npos;
           space = full.find(' ', space + 1)) {
        // "Coastline" is Coastline Group, but not what else begins with it: "Coastline Drivers".
        const std::string rest = full.substr(space + 1);
        if (is_no_short_form(full.substr(0, space), rest)) continue;
        const std::string noun = text::fold_case(rest.substr(0, rest.find(' ')));
        const bool letters = is_abbreviation(full.substr(0, space));
        if (is_body_noun(noun) && (!letters || names_a_firm(noun))) {
          forms[full.substr(0, space)].push_back(g);
        }
        // "House GOP" is a part of the GOP, not its long name.
        if (!is_abbreviation(rest)) forms[rest].push_back(g);
      }
      if (initials(full).size() > 2) forms[initials(full)].push_back(g);
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      if (into[g] >= 0 || !body(g)) continue;
      const std::string& name = groups_[g].name;
      const bool abbreviation = is_abbreviation(name);
      if (!abbreviation && name.size() < 5) continue;
      const auto found = forms.find(abbreviation ? letters_of(name) : name);
      if (found == forms.end() || found->second.size() != 1 || found->second.front() == g) continue;
      into[g] = static_cast<std::int64_t>(found->second.front());
    }
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (group_of_[i] < 0) continue;
      auto group = static_cast<std::size_t>(group_of_[i]);
      for (int steps = 0; steps < 4 && into[group] >= 0; ++steps) {
        group = static_cast<std::size_t>(into[group]);
      }
      if (static_cast<std::int64_t>(group) != group_of_[i]) put(i, group);
    }
  }

  // "NORTHPORT" of a dateline is "Northport" where the text writes it so elsewhere.
  static const std::string& in_small_letters(const Group& group) {
    const auto has_small = [](const std::string& name) {
      return std::ranges::any_of(name, text::is_ascii_lower);
    };
    if (has_small(group.name)) return group.name;
    const std::string folded = text::fold_case(group.name);
    for (const auto& [spelling, count] : group.spellings) {
      if (has_small(spelling) && text::fold_case(spelling) == folded) return spelling;
    }
    return group.name;
  }

  Entities entities() {
    Entities result;
    std::vector<std::int64_t> index(groups_.size(), -1);
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (group_of_[i] < 0) continue;
      const auto group = static_cast<std::size_t>(group_of_[i]);
      if (index[group] < 0) {
        index[group] = static_cast<std::int64_t>(result.entities.size());
        Entity entity;
        entity.name = in_small_letters(groups_[group]);
        entity.type = groups_[group].type;
        for (const auto& [spelling, count] : groups_[group].spellings) {
          if (spelling != entity.name) entity.aliases.push_back(spelling);
        }
        result.entities.push_back(std::move(entity));
      }
      result.mentions.push_back({names_[i].span, static_cast<std::uint32_t>(index[group])});
    }
    return result;
  }

  const text::Article& article_;
  const std::vector<Name>& names_;
  std::vector<NameType> types_;
  std::vector<std::int64_t> group_of_;  // -1: none yet, -2: left alone
  std::vector<Group> groups_;
  // Groups of full names, by the key of the surname and by the given name.
  std::unordered_map<std::string, std::vector<std::size_t>> by_surname_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_given_;
};

}  // namespace

bool is_seat(const std::string& name) {
  static const std::unordered_set<std::string> kSeats = [] {
    std::unordered_set<std::string> seats;
    for (const base::TableRow& row : base::read_table("seats")) seats.insert(row.columns[0]);
    return seats;
  }();
  return kSeats.contains(name);
}

Entities join_names(const text::Article& article, const std::vector<Name>& names) {
  return Joiner(article, names).join();
}

}  // namespace parley::actors
