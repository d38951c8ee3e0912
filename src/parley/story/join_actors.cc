#include "parley/story/join_actors.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <functional>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "parley/actors/gazetteer.h"
#include "parley/actors/name_key.h"
#include "parley/actors/same_person.h"
#include "parley/base/text_hash.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

std::vector<std::string_view> names_of(const Fact& entity) {
  std::vector<std::string_view> names;
  if (const auto name = entity.at("name").text()) names.push_back(*name);
  for (const Fact alias : entity.at("aliases")) {
    if (const auto text = alias.text()) names.push_back(*text);
  }
  return names;
}

std::string most_used(const std::map<std::string, std::size_t>& uses) {
  std::string best;
  std::size_t most = 0;
  for (const auto& [name, count] : uses) {
    if (count > most || (count == most && name.size() > best.size())) {
      best = name;
      most = count;
    }
  }
  return best;
}

actors::Entity entity_of(const Fact& fact) {
  actors::Entity entity;
  entity.name = text_at(fact, "name").value_or("");
  const std::string type = text_at(fact, "type").value_or("MISC");
  for (int i = 0; i <= static_cast<int>(analysis::NameType::kMisc); ++i) {
    if (name_of(static_cast<analysis::NameType>(i)) == type) {
      entity.type = static_cast<analysis::NameType>(i);
    }
  }
  const auto strings = [&](std::string_view key, std::vector<std::string>& into) {
    for (const Fact one : fact.at(key)) {
      if (const auto text = one.text()) into.emplace_back(*text);
    }
  };
  strings("aliases", entity.aliases);
  strings("titles", entity.titles);
  entity.affiliation = text_at(fact, "affiliation").value_or("");
  return entity;
}

// Two entities can only be one actor where they share one of these.
std::set<std::string> keys_of(const actors::Entity& entity) {
  std::set<std::string> keys;
  if (entity.type == analysis::NameType::kPer) {
    const actors::Person person = actors::person_of(entity);
    if (!person.words.empty()) keys.insert("person " + actors::name_key(person.words.back()));
    if (person.family_first) keys.insert("person " + actors::name_key(person.words.front()));
    return keys;
  }
  const auto add = [&](std::string_view name) {
    if (const actors::Country* country = actors::find_country(name)) keys.insert(country->name);
    keys.insert(actors::body_key(name));
  };
  add(entity.name);
  for (const std::string& alias : entity.aliases) add(alias);
  return keys;
}

std::string given_and_surname(const std::vector<std::string>& words) {
  return words.size() < 2 ? std::string() : words.front() + ' ' + words.back();
}

// How many reports name persons of one name with "Jr." and the like, and how many of them name one
// without beside him.
class Generations {
 public:
  // `name`: given name and surname; `ranks`: those that one report names.
  void note(const std::string& name, const std::set<std::string_view>& ranks) {
    for (const std::string_view rank : ranks) {
      if (rank.empty()) continue;
      Told& told = told_[{name, std::string(rank)}];
      ++told.ranked;
      if (ranks.size() > 1) ++told.both;
    }
  }

  // A report that names "Ola Vik" and "Ola Vik Jr." knows two persons, unless most that name the
  // latter do without the former.
  [[nodiscard]] bool are_two(const actors::Person& ranked) const {
    const auto found = told_.find({given_and_surname(ranked.words), std::string(ranked.rank)});
    return found != told_.end() && 2 * found->second.both >= found->second.ranked;
  }

 private:
  struct Told {
    std::size_t ranked = 0;
    std::size_t both = 0;
  };
  std::map<std::pair<std::string, std::string>, Told> told_;
};

// How frequent names and signs of persons are over the record.
class Frequencies {
 public:
  void note(const actors::Person& person) {
    if (person.words.size() > 1) {
      ++names_[std::pair(hash(person.words.front()), hash(person.words.back()))];
    }
    if (person.evidence.empty()) return;
    ++signed_;
    for (const actors::Sign& sign : person.evidence) ++signs_[sign.stem];
  }

  // No more notes.
  void settle() {
    for (const auto& [name, count] : names_) {
      ++givens_[name.first];
      ++surnames_[name.second];
    }
  }

  // Surnames that stand beside a given name, and given names beside a surname.
  [[nodiscard]] std::size_t surnames_beside(const std::string& given) const {
    return count(givens_, given);
  }
  [[nodiscard]] std::size_t givens_beside(const std::string& surname) const {
    return count(surnames_, surname);
  }
  // At least kFew: a small record does not tell how many have a name.
  [[nodiscard]] std::size_t names() const { return std::max(names_.size(), kFew); }
  [[nodiscard]] bool are_few() const { return names_.size() <= kFew; }

  // "Tell Ana Velm", where "Ana Velm" is met with again and again and "Tell" is hardly anybody's
  // given name: a word of the page that was glued to the name.
  [[nodiscard]] bool is_glued(const std::vector<std::string>& words) const {
    constexpr std::size_t kHardly = 2;  // surnames
    constexpr std::uint32_t kKnown = 5;
    if (words.size() < 3 || words[0].size() == 1 || surnames_beside(words[0]) > kHardly) {
      return false;
    }
    const auto known = names_.find(std::pair(hash(words[1]), hash(words.back())));
    return known != names_.end() && known->second >= kKnown;
  }

  void weigh(std::vector<actors::Sign>& signs) const {
    for (actors::Sign& sign : signs) {
      const auto found = signs_.find(sign.stem);
      if (found == signs_.end() || signed_ <= kFew) continue;
      sign.share = static_cast<double>(found->second) / static_cast<double>(signed_);
    }
  }

 private:
  static constexpr std::size_t kFew = 2000;

  using Counts = std::map<std::uint64_t, std::uint32_t>;

  static std::uint64_t hash(const std::string& word) { return base::TextHash()(word); }
  static std::size_t count(const Counts& counts, const std::string& word) {
    const auto found = counts.find(hash(word));
    return found == counts.end() ? 0 : found->second;
  }

  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint32_t> names_;  // given and surname
  Counts givens_, surnames_;
  std::map<std::string, std::size_t> signs_;  // persons that have it
  std::size_t signed_ = 0;                    // persons that have any
};

// The names of an article, or of several: hashes, ascending, each once.
using Names = std::vector<std::uint64_t>;

std::uint64_t hash_of_name(std::string_view name) {
  return base::TextHash()(text::fold_case(name));
}

// What a room must know of the rest of the record.
struct Surroundings {
  const Corpus& corpus;
  const Generations& generations;
  const Frequencies& frequencies;
  std::span<const std::uint32_t> uses;                    // reports, by the first entity of a name
  std::function<std::size_t(const std::string&)> bodies;  // reports of bodies and places called so
  // Those of one name, affiliation and aliases, by the first.
  std::function<std::span<const std::uint32_t>(std::uint32_t first)> entities;
  // Names beside an entity in its reports, by its first; of the first `most` reports.
  std::function<Names(std::uint32_t first, std::size_t most)> beside;
  // How much two sets of names have in common: more for rare names, 0 for none but usual ones.
  std::function<double(const Names&, const Names&)> in_common;
};

// Entities that share a key, one of each name, affiliation and aliases: those that are one by
// actors/same_person.h are joined. Groups of persons join only if no two of their members are
// different persons. All persons of a surname are in one room; "Velm Jae-in" is in that of Velm
// too.
class Room {
 public:
  // `members`: of the corpus' entities, by name.
  Room(const Surroundings& around, Groups& groups, std::span<const std::uint32_t> members)
      : around_(around), groups_(groups) {
    const Items& items = around.corpus.of(record::Layer::kEntities);
    for (const std::uint32_t i : members) {
      Member& one = members_.emplace_back(i, entity_of(around.corpus.fact(items[i])));
      if (is_person(one)) describe(one);
    }
    // What many reports call so comes first: others join it, or one another.
    std::ranges::stable_sort(members_, std::greater(),
                             [&](const Member& one) { return uses(one); });
    for (std::size_t at = 0; at < members_.size(); ++at) {
      if (!is_person(members_[at])) continue;
      own_names_.insert(hash_of_name(members_[at].entity.name));
      joined_[groups_.root(members_[at].item)].push_back(at);
      const std::vector<std::string>& words = members_[at].person.words;
      if (words.size() == 1) surnames_[words.back()] += uses(members_[at]);
      if (words.size() > 1) spellings_[spelled(members_[at])] += uses(members_[at]);
    }
  }

  void join() {
    join_namesakes();
    note_torn();
    for (std::size_t a = 0; a < members_.size(); ++a) {
      for (std::size_t b = a + 1; b < members_.size(); ++b) try_join(members_[a], members_[b]);
    }
    join_surnames();
  }

 private:
  struct Member {
    Member(std::uint32_t number, actors::Entity own) : item(number), entity(std::move(own)) {}
    std::uint32_t item;  // in the layer of entities
    actors::Entity entity;
    actors::Person person;                 // where it is one
    std::size_t surnames = 0, givens = 0;  // beside the given name, beside the surname
    std::size_t part = 0;                  // of several persons of one name, which
    bool torn = false;                     // may be two persons, each with a middle name
  };

  static bool is_person(const Member& one) { return one.entity.type == analysis::NameType::kPer; }

  void describe(Member& one) const {
    for (const std::uint32_t report :
         around_.entities(one.item).first(std::min<std::size_t>(uses(one), kMostTitles))) {
      if (report == one.item) continue;
      const Items& items = around_.corpus.of(record::Layer::kEntities);
      for (const Fact title : around_.corpus.fact(items[report]).at("titles")) {
        if (const auto text = title.text()) one.entity.titles.emplace_back(*text);
      }
    }
    one.person = actors::person_of(one.entity);
    std::vector<std::string>& words = one.person.words;
    if (around_.frequencies.is_glued(words)) words.erase(words.begin());
    around_.frequencies.weigh(one.person.evidence);
    around_.frequencies.weigh(one.person.bodies);
    if (one.person.words.empty()) return;
    one.surnames = around_.frequencies.surnames_beside(one.person.words.front());
    one.givens = around_.frequencies.givens_beside(one.person.words.back());
  }

  // How many more persons who may be called so are to be expected by chance.
  [[nodiscard]] double namesakes(const Member& a, const Member& b) const {
    constexpr std::size_t kLetters = 10;  // given names that begin alike are one of so many
    const std::vector<std::string>& left = a.person.words;
    const std::vector<std::string>& right = b.person.words;
    const std::size_t givens = a.givens + (left.back() == right.back() ? 0 : b.givens);
    const std::size_t all = around_.frequencies.names();
    std::size_t surnames = a.surnames + (left.front() == right.front() ? 0 : b.surnames);
    if (left.front().size() == 1 || right.front().size() == 1) surnames = all / kLetters;
    return static_cast<double>(surnames * givens) / static_cast<double>(all);
  }

  // REQUIRES: both are persons
  [[nodiscard]] actors::Likeness compare(const Member& a, const Member& b) const {
    const actors::Person& one = a.person;
    const actors::Person& other = b.person;
    if (one.words.empty() || other.words.empty()) return actors::Likeness::kDifferent;
    if (one.rank != other.rank) {
      const actors::Person& ranked = one.rank.empty() ? other : one;
      const actors::Person& rest = one.rank.empty() ? one : other;
      // "Vik Jr." is not everybody of that surname.
      if (!rest.rank.empty() || ranked.words.size() == 1) return actors::Likeness::kDifferent;
      if (rest.words.size() > 1 && around_.generations.are_two(ranked)) {
        return actors::Likeness::kDifferent;
      }
    }
    if (a.part != b.part && one.words == other.words) return actors::Likeness::kDifferent;
    return actors::compare_persons(one, other, namesakes(a, b));
  }

  void try_join(const Member& a, const Member& b) {
    if (is_person(a) != is_person(b) || groups_.root(a.item) == groups_.root(b.item)) return;
    if (!is_person(a)) {
      if (actors::same_body(a.entity, b.entity)) groups_.join(a.item, b.item);
    } else if (compare(a, b) == actors::Likeness::kSame && !tears(a, b) && !both_usual(a, b) &&
               may_join(a, b)) {
      merge(a, b);
    }
  }

  [[nodiscard]] std::size_t uses(const Member& one) const { return around_.uses[one.item]; }

  // Persons of one name word for word are one, unless the name is one that many have, and what is
  // told of them, and beside whom, has nothing in common.
  void join_namesakes() {
    std::map<std::pair<std::vector<std::string>, std::string_view>, std::vector<std::size_t>> named;
    for (std::size_t at = 0; at < members_.size(); ++at) {
      const actors::Person& person = members_[at].person;
      if (person.words.size() > 1) named[{person.words, person.rank}].push_back(at);
    }
    for (const auto& [name, all] : named) {
      if (all.size() < 2) continue;
      if (namesakes(members_[all.front()], members_[all.front()]) >= kCommonName) part(all);
      for (const std::size_t one : all) {
        for (const std::size_t other : all) {
          if (one >= other || members_[one].part != members_[other].part) continue;
          if (groups_.root(members_[one].item) == groups_.root(members_[other].item)) continue;
          if (may_join(members_[one], members_[other])) merge(members_[one], members_[other]);
          break;
        }
      }
    }
  }

  // Members of one name of whom something alike is told, or who stand beside the same people.
  struct Part {
    std::vector<std::size_t> members;
    std::size_t reports = 0;
    bool affiliated = false;
    Names beside;
  };

  // REQUIRES: `all` are of one name
  void part(const std::vector<std::size_t>& all) {
    std::vector<Part> parts = parts_by_signs(all);
    if (parts.size() < 2 || parts.size() > kMostParts) return;
    for (Part& part : parts) note_beside(part);
    for (std::size_t a = 0; a < parts.size(); ++a) {
      for (std::size_t b = a + 1; b < parts.size(); ++b) {
        if (around_.in_common(parts[a].beside, parts[b].beside) < kBesideTheSame) continue;
        take_in(parts[a], parts[b]);
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(b));
        b = a;  // the larger one may have something in common with an earlier one
      }
    }
    // Whom only a title tells of is the one of whom most reports tell.
    std::ranges::stable_sort(parts, std::greater(), &Part::reports);
    std::size_t number = 0;
    for (Part& part : parts) {
      if (&part == &parts.front() || !part.affiliated) continue;
      ++number;
      for (const std::size_t at : part.members) members_[at].part = number;
    }
  }

  // Those of the same surname left out: brothers of one name are two.
  void note_beside(Part& part) const {
    std::size_t reports = 0;
    for (const std::size_t at : part.members) {
      if (reports >= kMostReports) break;
      const Names more = around_.beside(members_[at].item, kMostReports - reports);
      reports += uses(members_[at]);
      Names both;
      std::ranges::set_union(part.beside, more, std::back_inserter(both));
      part.beside = std::move(both);
    }
    std::erase_if(part.beside, [&](std::uint64_t name) { return own_names_.contains(name); });
  }

  static void take_in(Part& into, const Part& from) {
    into.members.insert(into.members.end(), from.members.begin(), from.members.end());
    into.reports += from.reports;
    into.affiliated |= from.affiliated;
    Names both;
    std::ranges::set_union(into.beside, from.beside, std::back_inserter(both));
    into.beside = std::move(both);
  }

  // Members of whom nothing is told are in no part.
  std::vector<Part> parts_by_signs(const std::vector<std::size_t>& all) {
    const double name = namesakes(members_[all.front()], members_[all.front()]);
    Groups signed_alike(all.size());
    std::map<std::string_view, std::size_t> firsts;
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (const actors::Sign& sign : members_[all[i]].person.evidence) {
        if (name * sign.share >= kSharedByChance) continue;
        const auto [first, fresh] = firsts.try_emplace(sign.stem, i);
        if (!fresh) signed_alike.join(first->second, i);
      }
    }
    std::map<std::size_t, Part> parts;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Member& one = members_[all[i]];
      if (one.person.evidence.empty()) continue;
      Part& part = parts[signed_alike.root(i)];
      part.members.push_back(all[i]);
      part.reports += uses(one);
      part.affiliated |= one.person.affiliated;
    }
    std::vector<Part> found;
    for (auto& [root, part] : parts) found.push_back(std::move(part));
    return found;
  }

  // "Ana Velm" beside "Ana B. Velm" and "Ana C. Velm", both well known, is neither.
  void note_torn() {
    constexpr std::size_t kTimes = 5;
    std::map<std::pair<std::string, std::string>, std::map<char, std::size_t>> middles;
    const auto name_of = [](const std::vector<std::string>& words) {
      return std::pair(words.front(), words.back());
    };
    for (const Member& one : members_) {
      const std::vector<std::string>& words = one.person.words;
      if (words.size() > 2) middles[name_of(words)][words[1].front()] += uses(one);
    }
    for (Member& one : members_) {
      if (one.person.words.size() != 2) continue;
      const auto found = middles.find(name_of(one.person.words));
      if (found == middles.end() || found->second.size() < 2) continue;
      std::vector<std::size_t> reports;
      for (const auto& [letter, count] : found->second) reports.push_back(count);
      std::ranges::sort(reports, std::greater());
      one.torn = reports[0] < kTimes * reports[1];
    }
  }

  static bool tears(const Member& a, const Member& b) {
    return (a.torn || b.torn) && a.person.words.size() != b.person.words.size();
  }

  // Given name and surname, the marks of letters left out.
  static std::string spelled(const Member& one) {
    const std::vector<std::string>& words = one.person.words;
    return actors::plain_spelling(words.front()) + ' ' + actors::plain_spelling(words.back());
  }

  // "emmett" -> "emet"
  static std::string undoubled(const std::string& word) {
    std::string plain = actors::plain_spelling(word);
    const auto doubled = std::ranges::unique(plain);
    plain.erase(doubled.begin(), doubled.end());
    return plain;
  }

  // Two spellings that are both met with often are two names: a misspelling is rare.
  [[nodiscard]] bool both_usual(const Member& a, const Member& b) const {
    constexpr std::size_t kOften = 3;  // reports; surnames beside a given name
    constexpr std::size_t kCrowd = 5;  // given names beside a surname
    constexpr std::size_t kTimes = 10;
    const std::vector<std::string>& one = a.person.words;
    const std::vector<std::string>& other = b.person.words;
    // "Alisa" and "Alisha": given names of their own, or beside a surname that many have, of which
    // nothing else says that one is meant.
    const bool told_apart = (a.surnames >= kOften && b.surnames >= kOften) || a.givens > kCrowd;
    if (told_apart && !actors::share_evidence(a.person, b.person) &&
        undoubled(one.front()) != undoubled(other.front()) && one.front().size() > 1 &&
        other.front().size() > 1 && !actors::is_short_for(one.front(), other.front())) {
      return true;
    }
    if (a.person.romanised || b.person.romanised || one.back() == other.back()) return false;
    if (one.size() < 2 || other.size() < 2) return false;
    const std::string left = spelled(a);
    const std::string right = spelled(b);
    if (left == right) return false;
    const auto [fewer, more] = std::minmax({spellings_.at(left), spellings_.at(right)});
    return fewer >= kOften && more < kTimes * fewer;
  }

  std::vector<std::size_t>& joined(const Member& one) { return joined_[groups_.root(one.item)]; }

  bool may_join(const Member& a, const Member& b) {
    for (const std::size_t one : joined(a)) {
      for (const std::size_t other : joined(b)) {
        if (compare(members_[one], members_[other]) == actors::Likeness::kDifferent) return false;
      }
    }
    return true;
  }

  void merge(const Member& a, const Member& b) {
    std::vector<std::size_t> all = std::move(joined(a));
    const std::vector<std::size_t>& more = joined(b);
    all.insert(all.end(), more.begin(), more.end());
    groups_.join(a.item, b.item);
    joined(a) = std::move(all);
  }

  // How often the record names a person of the room in full, and one of the places of that name.
  struct Bearer {
    std::size_t reports = 0;
    const Member* whole = nullptr;
    bool vouched = false;  // a title or affiliation of the surname alone is his as well
    std::vector<const Member*> all;
  };

  // Whom a surname alone may mean, spelled as it is letter by letter. Of father and son it is the
  // one whose name stands without "Jr."
  std::map<std::size_t, Bearer> bearers_of(const Member& alone) {
    const std::string& surname = alone.person.words.back();
    const auto is_bearer = [&](const Member& other) {
      const std::vector<std::string>& words = other.person.words;
      return words.size() > 1 &&
             (words.back() == surname || (other.person.family_first && words.front() == surname)) &&
             compare(alone, other) != actors::Likeness::kDifferent;
    };
    std::set<std::string_view> unranked;  // given names
    for (const Member& other : members_) {
      if (other.person.rank.empty() && is_bearer(other))
        unranked.insert(other.person.words.front());
    }
    std::map<std::size_t, Bearer> bearers;
    for (const Member& other : members_) {
      if (!is_bearer(other)) continue;
      if (!other.person.rank.empty() && unranked.contains(other.person.words.front())) continue;
      Bearer& bearer = bearers[groups_.root(other.item)];
      if (bearer.whole == nullptr) bearer.whole = &other;
      bearer.reports += uses(other);
      bearer.all.push_back(&other);
      bearer.vouched |= actors::share_evidence(alone.person, other.person);
    }
    return bearers;
  }

  // Of a bearer whom hardly any report names, a surname alone tells only beside the same names.
  [[nodiscard]] bool is_in_company(const Member& alone, const Bearer& bearer) const {
    constexpr std::size_t kFew = 3;  // reports
    if (bearer.reports >= kFew || around_.frequencies.are_few()) return true;
    Part here, there;
    here.members = {place_of(alone)};
    for (const Member* one : bearer.all) there.members.push_back(place_of(*one));
    note_beside(here);
    note_beside(there);
    return around_.in_common(here.beside, there.beside) >= kInCompany;
  }

  [[nodiscard]] std::size_t place_of(const Member& one) const {
    return static_cast<std::size_t>(&one - members_.data());
  }

  // Rather a town or a body, or the whole name of somebody: what more reports call so than name
  // the bearer in full.
  [[nodiscard]] bool is_rather_else(const std::string& surname, const Bearer& known) const {
    constexpr std::size_t kFew = 3;  // reports
    const std::size_t alone = surnames_.at(surname);
    return around_.bodies(surname) >= alone || alone > std::max(kFew, known.reports);
  }

  // A surname alone joins the one person of that surname: the only one, or the one of whom nearly
  // all reports that give a full name tell. Where nobody has it, all who are called so are one.
  void join_surnames() {
    std::vector<std::pair<const Member*, const Member*>> joins;
    std::map<std::string_view, const Member*> unborne;
    for (const Member& alone : members_) {
      if (alone.person.words.size() != 1) continue;
      const std::string& surname = alone.person.words.back();
      const std::map<std::size_t, Bearer> bearers = bearers_of(alone);
      std::size_t all = 0;
      const Bearer* known = nullptr;
      for (const auto& [root, bearer] : bearers) {
        all += bearer.reports;
        if (known == nullptr || bearer.reports > known->reports) known = &bearer;
      }
      if (known == nullptr) {
        const auto [namesake, first] = unborne.try_emplace(surname, &alone);
        if (!first) joins.emplace_back(&alone, namesake->second);
        continue;
      }
      if (!known->vouched && (is_rather_else(surname, *known) || !is_in_company(alone, *known))) {
        continue;
      }
      const std::size_t others = all - known->reports;
      const std::size_t times = known->vouched ? kKnownVouched : kKnown;
      if (bearers.size() == 1 || known->reports >= times * std::max<std::size_t>(others, 1)) {
        joins.emplace_back(&alone, known->whole);
      }
    }
    for (const auto& [alone, whole] : joins) {
      if (groups_.root(alone->item) != groups_.root(whole->item) && may_join(*alone, *whole)) {
        merge(*alone, *whole);
      }
    }
  }

  // How many times as many reports must name one bearer of a surname in full as all others, for the
  // surname alone to be his; fewer where a title or an affiliation speaks for him.
  static constexpr std::size_t kKnown = 20;
  static constexpr std::size_t kKnownVouched = 5;
  // A name that so many more persons may have by chance is a common one.
  static constexpr double kCommonName = 0.03;
  // A sign speaks for two of a name where less than so many more are expected to share both.
  static constexpr double kSharedByChance = 0.05;
  // What is in common of the names beside two persons, for them to be one: one name of which only
  // every thousandth report tells, or two of which every 300th does.
  static constexpr double kBesideTheSame = 2;
  static constexpr double kInCompany = 2;
  static constexpr std::size_t kMostTitles = 8;  // reports of one name whose titles are looked at
  static constexpr std::size_t kMostParts = 40;
  static constexpr std::size_t kMostReports = 50;  // that are looked at for a part's company

  const Surroundings& around_;
  Groups& groups_;
  std::vector<Member> members_;
  std::map<std::string, std::size_t> spellings_;            // reports, by spelled()
  std::map<std::string, std::size_t> surnames_;             // reports that call somebody so alone
  std::map<std::size_t, std::vector<std::size_t>> joined_;  // places of persons, by root
  std::set<std::uint64_t> own_names_;                       // of its persons
};

// Which entities are one actor: those of the same name at once, then the others room by room.
class Joiner {
 public:
  explicit Joiner(const Corpus& corpus)
      : corpus_(corpus),
        items_(corpus.of(record::Layer::kEntities)),
        groups_(items_.size(), &corpus.memory()),
        distinct_(&corpus.memory()),
        uses_(items_.size(), 0, &corpus.memory()),
        by_name_(&corpus.memory()),
        first_of_(items_.size(), 0, &corpus.memory()),
        name_of_(&corpus.memory()),
        names_(&corpus.memory()) {
    std::pmr::vector<Keyed> keyed(&corpus.memory());
    keyed.reserve(items_.size());
    name_of_.reserve(items_.size());
    by_name_.reserve(items_.size());
    Ranks ranks;
    std::uint32_t article = 0;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      const actors::Entity entity = entity_of(corpus.fact(items_[i]));
      if (items_[i].article != article) note_generations(ranks);
      article = items_[i].article;
      note_rank(entity, ranks);
      name_of_.push_back(hash_of_name(entity.name));
      keyed.push_back({base::TextHash()(key_of(entity)), i});
    }
    note_generations(ranks);
    std::ranges::sort(keyed);
    for (std::size_t at = 0, first = 0; at < keyed.size(); ++at) {
      if (at == 0 || keyed[at].key != keyed[first].key) {
        first = at;
        distinct_.push_back(keyed[at].item);
        first_of_[keyed[at].item] = static_cast<std::uint32_t>(at);
      } else {
        groups_.join(keyed[first].item, keyed[at].item);
      }
      ++uses_[keyed[first].item];
      by_name_.push_back(keyed[at].item);
    }
    names_.assign(name_of_.begin(), name_of_.end());
    std::ranges::sort(names_);
    for (const std::uint32_t one : distinct_) {
      const actors::Entity entity = entity_of(corpus.fact(items_[one]));
      if (entity.type == analysis::NameType::kPer) frequencies_.note(actors::person_of(entity));
    }
    frequencies_.settle();
  }

  Groups join() {
    Strings keys(&corpus_.memory());
    std::pmr::vector<Keyed> lodgers(&corpus_.memory());  // by key's number and place in distinct_
    sort_distinct();
    for (std::uint32_t at = 0; at < distinct_.size(); ++at) {
      for (const std::string& key : keys_of(entity_of(corpus_.fact(items_[distinct_[at]])))) {
        lodgers.push_back({keys.add(key), at});
      }
    }
    std::ranges::sort(lodgers);
    const auto bodies = [&](const std::string& name) {
      const auto number = keys.find(name);
      return number ? uses_of(lodgers, *number) : 0;
    };
    const auto entities = [&](std::uint32_t first) {
      return std::span<const std::uint32_t>(by_name_).subspan(first_of_[first], uses_[first]);
    };
    const auto beside = [&](std::uint32_t first, std::size_t most) {
      return names_beside(first, most);
    };
    const auto in_common = [&](const Names& a, const Names& b) { return common_names(a, b); };
    const Surroundings around = {corpus_, generations_, frequencies_, uses_,
                                 bodies,  entities,     beside,       in_common};
    std::vector<std::uint32_t> members;
    for (std::size_t begin = 0, end = 0; begin < lodgers.size(); begin = end) {
      members.clear();
      for (; end < lodgers.size() && lodgers[end].key == lodgers[begin].key; ++end) {
        members.push_back(distinct_[lodgers[end].item]);
      }
      if (members.size() > 1) Room(around, groups_, members).join();
    }
    return std::move(groups_);
  }

 private:
  struct Keyed {
    std::uint64_t key = 0;
    std::uint32_t item = 0;

    friend auto operator<=>(const Keyed&, const Keyed&) = default;
  };

  // Equal for entities of one name, affiliation and aliases.
  static std::string key_of(const actors::Entity& entity) {
    std::string key(1, entity.type == analysis::NameType::kPer ? 'p' : 'b');
    const auto add = [&](std::string_view words) {
      key += words;
      key += '\0';
    };
    add(text::fold_case(entity.name));
    add(entity.affiliation);
    for (const std::string& alias : entity.aliases) add(alias);
    return key;
  }

  // Ranks of the persons of one article, by the rest of their names.
  using Ranks = std::map<std::string, std::set<std::string_view>>;

  static void note_rank(const actors::Entity& entity, Ranks& ranks) {
    if (entity.type != analysis::NameType::kPer) return;
    const std::string name = given_and_surname(actors::name_words(entity.name));
    if (!name.empty()) ranks[name].insert(actors::name_rank(entity.name));
  }

  // What one article tells of fathers and sons; forgets its names.
  void note_generations(Ranks& ranks) {
    for (const auto& [name, known] : ranks) generations_.note(name, known);
    ranks.clear();
  }

  // Reports that have an entity of that key.
  std::size_t uses_of(std::span<const Keyed> lodgers, std::uint64_t key) const {
    std::size_t all = 0;
    for (const Keyed& one : std::ranges::equal_range(lodgers, key, {}, &Keyed::key)) {
      all += uses_[distinct_[one.item]];
    }
    return all;
  }

  Names names_beside(std::uint32_t first, std::size_t most) const {
    Names names;
    for (std::size_t i = 0; i < std::min<std::size_t>(uses_[first], most); ++i) {
      const std::uint32_t article = items_[by_name_[first_of_[first] + i]].article;
      const auto report = std::ranges::equal_range(items_, article, {}, &Item::article);
      const auto begin = name_of_.begin() + (report.begin() - items_.begin());
      names.insert(names.end(), begin, begin + std::ssize(report));
    }
    std::ranges::sort(names);
    const auto twice = std::ranges::unique(names);
    names.erase(twice.begin(), twice.end());
    return names;
  }

  [[nodiscard]] double common_names(const Names& a, const Names& b) const {
    constexpr double kUsual = 100;  // of so many reports one has it: says nothing
    double all = 0;
    auto i = a.begin();
    auto j = b.begin();
    while (i != a.end() && j != b.end()) {
      if (*i == *j) {
        const auto reports = static_cast<double>(std::ranges::equal_range(names_, *i).size());
        const double rare = static_cast<double>(corpus_.articles.size()) / (kUsual * reports);
        if (rare > 1) all += std::log(rare);
        ++i;
        ++j;
      } else {
        *i < *j ? ++i : ++j;
      }
    }
    return all;
  }

  // By name and affiliation, so that no order of articles matters.
  void sort_distinct() {
    struct Named {
      std::string_view name, affiliation;
      std::uint32_t item = 0;

      auto operator<=>(const Named&) const = default;
    };
    std::pmr::vector<Named> named(&corpus_.memory());
    named.reserve(distinct_.size());
    for (const std::uint32_t i : distinct_) {
      const Fact entity = corpus_.fact(items_[i]);
      named.push_back(
          {entity.at("name").text().value_or(""), entity.at("affiliation").text().value_or(""), i});
    }
    std::ranges::sort(named);
    std::ranges::transform(named, distinct_.begin(), &Named::item);
  }

  const Corpus& corpus_;
  const Items& items_;
  Groups groups_;
  std::pmr::vector<std::uint32_t> distinct_;  // the first of each name, affiliation and aliases
  std::pmr::vector<std::uint32_t> uses_;      // entities of that name and all, by the first
  std::pmr::vector<std::uint32_t> by_name_;   // entities, those of one name and all side by side
  std::pmr::vector<std::uint32_t> first_of_;  // where they begin there, by the first
  std::pmr::vector<std::uint64_t> name_of_;   // of each entity, hashed
  std::pmr::vector<std::uint64_t> names_;     // the same, ascending
  Generations generations_;
  Frequencies frequencies_;
};

}  // namespace

Actors::Actors(const Corpus& corpus, const ActorEdits& edits)
    : groups_(regrouped(edits.groups, Joiner(corpus).join().all())),
      actors_(&corpus.memory()),
      persons_(&corpus.memory()),
      called_(&corpus.memory()),
      texts_(std::make_shared<Strings>(&corpus.memory())) {
  add_actors(corpus, edits);
  part_ids(corpus.of(record::Layer::kEntities));
  std::ranges::sort(actors_, {}, &Actor::id);
  note_names(corpus);
}

void Actors::add_actors(const Corpus& corpus, const ActorEdits& edits) {
  const Items& entities = corpus.of(record::Layer::kEntities);
  const auto kept = [&](std::string_view text) { return texts_->at(texts_->add(text)); };
  actors_.reserve(groups_.size());
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    std::map<std::string, std::size_t> uses, types;
    for (const std::size_t i : groups_[g]) {
      const Fact entity = corpus.fact(entities[i]);
      const std::size_t weight = 1 + entity.at("mentions").size();
      uses[text_at(entity, "name").value_or("")] += weight;
      types[text_at(entity, "type").value_or("MISC")] += weight;
    }
    std::string name = most_used(uses);
    std::string type = most_used(types);
    for (const std::size_t i : groups_[g]) {
      if (const auto own = edits.names.find(i); own != edits.names.end()) name = own->second;
      if (const auto own = edits.types.find(i); own != edits.types.end()) type = own->second;
    }
    const std::string id = record::content_id('k', type + '\n' + text::fold_case(name));
    actors_.push_back({kept(id), kept(name), kept(type), groups_[g]});
  }
}

// Two groups of one name and kind (two persons called alike) need ids of their own; the first keeps
// its own.
void Actors::part_ids(const Items& entities) {
  std::vector<bool> taken(texts_->size(), false);
  for (Actor& actor : actors_) {
    const std::uint32_t number = texts_->add(actor.id);
    if (!taken[number]) {
      taken[number] = true;
      continue;
    }
    const std::string own = record::content_id(
        'k', std::string(actor.id) + '\n' + entities[actor.entities.front()].id.text());
    actor.id = texts_->at(texts_->add(own));
  }
}

void Actors::note_names(const Corpus& corpus) {
  const Items& entities = corpus.of(record::Layer::kEntities);
  for (std::uint32_t at = 0; at < actors_.size(); ++at) {
    if (actors_[at].type == "ORG") {
      const std::string name = text::fold_case(actors_[at].name);
      const auto [noun, added] = by_noun_.try_emplace(name.substr(name.rfind(' ') + 1), Nouned{at});
      if (!added) noun->second.alone = false;
    }
    for (const std::size_t i : actors_[at].entities) {
      const Fact entity = corpus.fact(entities[i]);
      const std::uint32_t article = entities[i].article;
      for (const std::string_view name : names_of(entity)) {
        called_.push_back({article, texts_->add(text::fold_case(name)), at});
      }
      if (actors_[at].type != "PER") continue;
      for (const Fact mention : entity.at("mentions")) {
        for (const text::Span span : spans_of(mention)) persons_.push_back({article, at, span});
      }
    }
  }
  // Of two actors of one name in one article, the first.
  std::ranges::sort(called_);
  const auto doubled = std::ranges::unique(
      called_, {}, [](const Called& one) { return std::pair(one.article, one.name); });
  called_.erase(doubled.begin(), doubled.end());
  called_.shrink_to_fit();
  std::ranges::sort(persons_, {}, &PersonAt::article);
  persons_.shrink_to_fit();
}

const Actor* Actors::find(std::uint32_t article, const std::string& name) const {
  const auto number = texts_->find(text::fold_case(name));
  if (!number) return nullptr;
  const std::pair key(article, *number);
  const auto found = std::ranges::lower_bound(
      called_, key, {}, [](const Called& one) { return std::pair(one.article, one.name); });
  if (found == called_.end() || std::pair(found->article, found->name) != key) return nullptr;
  return &actors_[found->actor];
}

const Actor* Actors::find_described(std::string_view words) const {
  std::string folded = text::fold_case(words);
  const std::size_t space = folded.rfind(' ');
  const std::string noun = space == std::string::npos ? folded : folded.substr(space + 1);
  // "the board", "board"; "the new board" may be another one.
  if (!actors::is_body_noun(noun) || (space != std::string::npos && folded != "the " + noun)) {
    return nullptr;
  }
  const auto found = by_noun_.find(noun);
  if (found == by_noun_.end() || !found->second.alone) return nullptr;
  return &actors_[found->second.actor];
}

const Actor* Actors::speaker_of(std::uint32_t article, const Fact& part) const {
  if (const auto name = text_at(part, "actor")) return find(article, *name);
  const std::string_view kind = part.at("kind").text().value_or("");
  // A person kept nameless is nobody's name, whoever else the words speak of.
  if (kind == "unnamed") return nullptr;
  if (kind == "role") {
    if (const Actor* body = find_described(part.at("quote").text().value_or(""))) return body;
  }
  const auto persons = std::ranges::equal_range(persons_, article, {}, &PersonAt::article);
  std::set<std::uint32_t> at_edge;
  for (const text::Span span : spans_of(part)) {
    for (const PersonAt& person : persons) {
      if (!span.contains(person.span)) continue;
      if (person.span.start == span.start || person.span.end == span.end) {
        at_edge.insert(person.actor);
      }
    }
  }
  return at_edge.size() == 1 ? &actors_[*at_edge.begin()] : nullptr;
}

}  // namespace parley::story
