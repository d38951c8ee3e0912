// A phrase is read from its noun: to the left over adjectives, nouns and names that hang on it, to
// the right over "of" or "for" and what follows. Beside each name of a person three places are
// looked at: the noun right before it, an apposition behind a comma, and the noun that the name is
// set behind.
#include "parley/actors/offices.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "parley/actors/gazetteer.h"
#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::actors {

namespace {

using analysis::NameType;
using analysis::Upos;

constexpr std::uint32_t kMaxBefore = 8;  // tokens of a phrase before its noun
constexpr std::uint32_t kMaxBehind = 6;  // tokens behind "of"
constexpr std::uint32_t kMaxApposition = 12;
constexpr std::size_t kMostOffices = 200;  // of one noun or person; more settle nothing
constexpr std::uint32_t kMain =
    5;  // times as often as all others the one whom a report is about is named

struct Names {
  std::vector<std::string> same;
  std::vector<std::string> heads;  // where a body is named with them
};

const std::unordered_map<std::string, Names>& office_names() {
  static const std::unordered_map<std::string, Names> kNames = [] {
    std::unordered_map<std::string, Names> all;
    for (const base::TableRow& row : base::read_table("offices")) {
      all.insert_or_assign(row.columns[0], Names{base::split_cell(row.at(1), ' '),
                                                 base::split_cell(row.at(2), ' ')});
    }
    return all;
  }();
  return kNames;
}

// The office that capitals stand for: "prime minister" for "PM"; "" for none.
std::string office_of_letters(const std::string& letters) {
  static const std::unordered_map<std::string, std::string> kOffices = [] {
    std::unordered_map<std::string, std::string> offices;
    for (const base::TableRow& row : base::read_table("offices")) {
      for (const std::string& own : base::split_cell(row.at(3), ' ')) {
        offices.insert_or_assign(own, row.columns[0]);
      }
    }
    return offices;
  }();
  const auto found = kOffices.find(letters);
  return found == kOffices.end() ? std::string() : found->second;
}

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_role_noun(const std::string& word) {
  return is_person_noun(word) || office_names().contains(word);
}

// Words beside an office's noun, with what each does to it (data/office_words.tsv).
bool is_word(std::string_view kind, const std::string& word) {
  static const std::unordered_map<std::string, std::string> kKinds = [] {
    std::unordered_map<std::string, std::string> kinds;
    for (const base::TableRow& row : base::read_table("office_words")) {
      kinds.insert_or_assign(row.columns[0], std::string(row.at(1)));
    }
    return kinds;
  }();
  const auto found = kKinds.find(word);
  return found != kKinds.end() && found->second == kind;
}

// "vice president" is another office than "president".
bool sets_apart(const std::string& word) { return is_word("apart", word); }

class Reader {
 public:
  Reader(const text::Article& article, const analysis::Analysis& analysis, const Entities& entities)
      : article_(article), analysis_(analysis), entities_(entities) {}

  [[nodiscard]] std::string lower(std::uint32_t token) const {
    return text::fold_case(article_.at(analysis_.tokens[token].span));
  }

  [[nodiscard]] std::optional<RolePhrase> read(std::uint32_t noun) const {
    RolePhrase phrase;
    phrase.noun = lower(noun);
    // "at 5 PM" is a time.
    const bool timed = noun > 0 && analysis_.tokens[noun - 1].upos == Upos::kNum;
    if (std::string office =
            office_of_letters(std::string(article_.at(analysis_.tokens[noun].span)));
        !office.empty() && !timed) {
      phrase.noun = std::move(office);
    }
    if (!is_role_noun(phrase.noun)) return std::nullopt;
    const Upos tag = analysis_.tokens[noun].upos;
    if (tag != Upos::kNoun && tag != Upos::kPropn && tag != Upos::kX) return std::nullopt;
    const analysis::Sentence& sentence = analysis_.sentences[analysis_.sentence_of(noun)];
    phrase.first = noun;
    phrase.end = noun + 1;
    if (noun > sentence.first_token &&
        office_names().contains(lower(noun - 1) + ' ' + phrase.noun)) {
      phrase.noun = lower(noun - 1) + ' ' + phrase.noun;
      --phrase.first;
    }
    if (!read_left(sentence.first_token, noun, phrase)) return std::nullopt;
    read_right(sentence.end_token, phrase);
    return phrase;
  }

  // "President Ana Velm of Norway": what stands behind the name belongs to the office before it.
  void read_place(std::uint32_t end, std::uint32_t stop, RolePhrase& phrase) const {
    if (end + 1 >= stop || lower(end) != "of") return;
    const std::uint32_t t = end + 1 + (lower(end + 1) == "the" ? 1 : 0);
    const Mention* mention = t < stop ? mention_at(t) : nullptr;
    if (mention == nullptr || entities_.entities[mention->entity].type == NameType::kPer) return;
    const analysis::Token& place = analysis_.tokens[t];
    std::uint32_t last = t;
    while (last < stop && mention->span.overlaps(analysis_.tokens[last].span)) ++last;
    if (last < stop && (is_own(last) || lower(last) == "-")) return;
    const auto hangs = [&](std::uint32_t token) {
      const std::int32_t head = analysis_.tokens[token].head;
      return head >= static_cast<std::int32_t>(phrase.first) &&
             head < static_cast<std::int32_t>(end);
    };
    bool of_it = place.deprel.empty();
    for (std::uint32_t token = t; token < last; ++token) of_it |= hangs(token);
    if (!of_it) return;
    add_body(mention->entity, phrase);
    phrase.end = last;
  }

  // Index of the mention that the token stands in.
  [[nodiscard]] const Mention* mention_at(std::uint32_t token) const {
    const text::Span span = analysis_.tokens[token].span;
    const auto found = std::ranges::lower_bound(entities_.mentions, span.start, {},
                                                [](const Mention& m) { return m.span.end - 1; });
    return found == entities_.mentions.end() || !found->span.overlaps(span) ? nullptr : &*found;
  }

 private:
  // "the union's", "the unions'"; the mark that ends a quotation is none.
  [[nodiscard]] bool is_own(std::uint32_t token) const {
    const std::string_view word = article_.at(analysis_.tokens[token].span);
    if (word == "'" || word == "’") return token > 0 && lower(token - 1).ends_with('s');
    return word == "'s" || word == "’s";
  }

  void add_body(std::uint32_t entity, RolePhrase& phrase) const {
    if (const Country* country = find_country(entities_.entities[entity].name)) {
      phrase.countries.push_back(country->code);
    } else {
      phrase.bodies.push_back(entity);
    }
  }

  // Hangs on a word of the phrase; all do in a text without trees.
  [[nodiscard]] bool hangs_right(std::uint32_t token, std::uint32_t noun) const {
    const analysis::Token& here = analysis_.tokens[token];
    const auto head = static_cast<std::uint32_t>(here.head);
    return here.deprel.empty() || (here.head >= 0 && head > token && head <= noun + kMaxBehind);
  }

  // "welcoming" before "President", "Danish"; "acting" is a word of the office.
  [[nodiscard]] bool does(std::uint32_t token) const {
    const std::string word = lower(token);
    if (sets_apart(word) || is_word("former", word)) return false;
    const analysis::Token& next = analysis_.tokens[token + 1];
    return analysis_.tokens[token].upos == Upos::kVerb ||
           (word.ends_with("ing") && text::is_ascii_upper(article_.text[next.span.start]));
  }

  // False where the words to the left are no part of a phrase: "Ana Velm president".
  [[nodiscard]] bool read_left(std::uint32_t stop, std::uint32_t noun, RolePhrase& phrase) const {
    std::uint32_t& first = phrase.first;
    while (first > stop && noun - first < kMaxBefore) {
      const std::uint32_t t = first - 1;
      if (const Mention* mention = mention_at(t)) {
        if (!is_own(first) && !hangs_right(t, noun)) return false;
        add_body(mention->entity, phrase);
        phrase.definite |= is_own(first);
        while (first > stop && mention->span.overlaps(analysis_.tokens[first - 1].span)) --first;
        continue;
      }
      const Upos tag = analysis_.tokens[t].upos;
      const std::string word = lower(t);
      if (is_own(t) || word == "-") {
        first = t;
        continue;
      }
      const bool describes = tag == Upos::kAdj || tag == Upos::kNoun || tag == Upos::kPropn ||
                             (tag == Upos::kX && is_title(word)) ||
                             (tag == Upos::kVerb && analysis_.tokens[t].deprel == "amod");
      const bool owner = is_own(first) && tag == Upos::kNoun;
      if (!describes || (!owner && !hangs_right(t, noun))) break;
      if (const Country* country = find_country(article_.at(analysis_.tokens[t].span))) {
        phrase.countries.push_back(country->code);
      } else {
        phrase.words.push_back(is_word("former", word) ? "former" : word);
      }
      phrase.definite |= owner;
      first = t;
    }
    // "then-director Ana Velm"
    if (first > stop && first < noun && lower(first) == "-" &&
        is_word("former", lower(first - 1))) {
      phrase.words.emplace_back("former");
      --first;
    }
    while (first < noun && (is_own(first) || lower(first) == "-")) ++first;
    const std::string before = first > stop ? lower(first - 1) : "";
    if (before == "the" || before == "this") {
      phrase.definite = true;
      --first;
    } else if (before == "a" || before == "an") {
      --first;
    } else if (before == "his" || before == "her" || before == "its" || before == "their" ||
               before == "our" || before == "my") {
      phrase.words.push_back(before);  // nobody knows whose
      --first;
    } else if (first < noun && does(first)) {
      std::erase(phrase.words, lower(first));  // "welcoming President Ana Velm"
      ++first;
    }
    return true;
  }

  // "of the Harbour Union", "for the council's board", "of state"
  void read_right(std::uint32_t stop, RolePhrase& phrase) const {
    if (phrase.end + 1 >= stop) return;
    const std::string link = lower(phrase.end);
    if (link != "of" && link != "for") return;
    std::uint32_t t = phrase.end + 1;
    const std::uint32_t limit = std::min(stop, t + kMaxBehind);
    if (t < limit && lower(t) == "the") ++t;
    std::uint32_t end = phrase.end;
    while (t < limit) {
      if (const Mention* mention = mention_at(t)) {
        add_body(mention->entity, phrase);
        while (t < stop && mention->span.overlaps(analysis_.tokens[t].span)) ++t;
        end = t;
        if (t < limit && is_own(t)) {
          ++t;
          continue;
        }
        break;
      }
      const Upos tag = analysis_.tokens[t].upos;
      if (tag != Upos::kAdj && tag != Upos::kNoun && tag != Upos::kPropn) break;
      phrase.words.push_back(lower(t));
      if (tag != Upos::kAdj) end = t + 1;
      ++t;
    }
    phrase.end = end;
  }

  const text::Article& article_;
  const analysis::Analysis& analysis_;
  const Entities& entities_;
};

class Finder {
 public:
  Finder(const text::Article& article, const analysis::Analysis& analysis, const Entities& entities)
      : analysis_(analysis), entities_(entities), reader_(article, analysis, entities) {}

  std::vector<Office> find() {
    for (const Mention& mention : entities_.mentions) {
      if (entities_.entities[mention.entity].type != NameType::kPer) continue;
      const std::uint32_t first = analysis_.token_at(mention.span.start);
      if (first >= analysis_.tokens.size()) continue;
      const analysis::Sentence& sentence = analysis_.sentences[analysis_.sentence_of(first)];
      std::uint32_t end = first;
      while (end < sentence.end_token && analysis_.tokens[end].span.start < mention.span.end) ++end;
      if (first > sentence.first_token) {
        std::optional<RolePhrase> before = reader_.read(first - 1);
        if (before && before->end == first) reader_.read_place(end, sentence.end_token, *before);
        add(mention.entity, std::move(before), first);
      }
      read_behind(mention.entity, first, end, sentence.end_token);
      read_set_before(mention.entity, sentence.first_token, first, end);
    }
    return std::move(offices_);
  }

 private:
  // REQUIRES: the phrase, if any, ends at `end` or goes on behind the name that it stands before
  void add(std::uint32_t person, std::optional<RolePhrase> phrase, std::uint32_t end) {
    if (!phrase || phrase->end < end) return;
    if (std::ranges::find(phrase->bodies, person) != phrase->bodies.end()) return;
    offices_.push_back({person, std::move(*phrase)});
  }

  // "Ana Velm, the former head of the union,"
  void read_behind(std::uint32_t person, std::uint32_t first, std::uint32_t end,
                   std::uint32_t stop) {
    if (end + 1 >= stop || reader_.lower(end) != ",") return;
    const std::uint32_t name_end = end;
    // "Ana Velm, right, the former head of the union,"
    if (end + 3 < stop && is_place_in_picture(reader_.lower(end + 1)) &&
        reader_.lower(end + 2) == ",") {
      end += 2;
    }
    const std::uint32_t limit = std::min(stop, end + 1 + kMaxApposition);
    for (std::uint32_t t = end + 1; t < limit; ++t) {
      const std::string word = reader_.lower(t);
      if (word == "," || word == "." || word == "of" || word == "for" || word == "who") return;
      if (reader_.mention_at(t) != nullptr) continue;
      const analysis::Token& token = analysis_.tokens[t];
      if (!token.deprel.empty()) {
        if (token.deprel != "appos" || token.head < 0) continue;
        const auto head = static_cast<std::uint32_t>(token.head);
        // On the name or on the title before it.
        if (head >= name_end || head + 2 < first) continue;
      }
      const std::optional<RolePhrase> phrase = reader_.read(t);
      if (!phrase && token.deprel.empty()) continue;
      if (!phrase || phrase->first != end + 1 || phrase->end >= stop) return;
      const std::string after = reader_.lower(phrase->end);
      if (after == "," || after == "." || after == "who" || after == ";" || after == ")") {
        add(person, phrase, phrase->end);
      }
      return;
    }
  }

  // "the special counsel, Ana Velm,"
  void read_set_before(std::uint32_t person, std::uint32_t begin, std::uint32_t first,
                       std::uint32_t end) {
    if (first < begin + 3 || reader_.lower(first - 1) != ",") return;
    for (std::uint32_t t = first; t < end; ++t) {
      const analysis::Token& token = analysis_.tokens[t];
      if (token.deprel != "appos" || token.head < 0) continue;
      const auto noun = static_cast<std::uint32_t>(token.head);
      if (noun < begin || noun >= first - 1 || reader_.mention_at(noun) != nullptr) return;
      const std::optional<RolePhrase> phrase = reader_.read(noun);
      if (phrase && phrase->definite && phrase->end == first - 1) {
        add(person, phrase, first - 1);
      }
      return;
    }
  }

  const analysis::Analysis& analysis_;
  const Entities& entities_;
  Reader reader_;
  std::vector<Office> offices_;
};

// Whether `noun` is a name for the office `of`; `placed`: a body is named with it.
bool names_office(const std::string& noun, const std::string& of, bool placed) {
  if (noun == of) return true;
  const auto found = office_names().find(of);
  if (found == office_names().end()) return false;
  return has(found->second.same, noun) || (placed && has(found->second.heads, noun));
}

bool fits(const RolePhrase& phrase, const Office& office, const Entity& person,
          const Entities& entities, bool former_too) {
  const RolePhrase& known = office.phrase;
  const bool placed = !phrase.bodies.empty() || !phrase.countries.empty();
  if (!names_office(phrase.noun, known.noun, placed)) return false;
  const Country* own = find_country(person.affiliation);
  for (const std::string& country : phrase.countries) {
    if (!has(known.countries, country) && (own == nullptr || own->code != country)) return false;
  }
  for (const std::uint32_t body : phrase.bodies) {
    const bool named = std::ranges::find(known.bodies, body) != known.bodies.end() ||
                       person.affiliation == entities.entities[body].name;
    if (!named) return false;
  }
  for (const std::string& word : phrase.words) {
    if (!has(known.words, word) && (word != "former" || !former_too)) return false;
  }
  return std::ranges::none_of(known.words, [&](const std::string& word) {
    if (word == "former" && former_too) return false;
    return (word == "former" || sets_apart(word)) && !has(phrase.words, word);
  });
}

// "President Ana Velm", "Norwegian Prime Minister Ana Velm"; no deputy, and nobody of a body.
bool leads(const RolePhrase& office) {
  const auto found = office_names().find(office.noun);
  return office.words.empty() && office.bodies.empty() && found != office_names().end() &&
         has(found->second.heads, "leader");
}

// The same office in two countries; who leads a country may be called otherwise in another.
bool are_alike(const RolePhrase& one, const RolePhrase& other) {
  return (one.noun == other.noun && one.words == other.words) || (leads(one) && leads(other));
}

}  // namespace

bool is_place_in_picture(const std::string& word) { return is_word("picture", word); }

bool is_office(const std::string& noun) { return office_names().contains(noun); }

std::optional<RolePhrase> read_role(const text::Article& article,
                                    const analysis::Analysis& analysis, const Entities& entities,
                                    std::uint32_t noun) {
  return Reader(article, analysis, entities).read(noun);
}

Offices::Offices(const text::Article& article, const analysis::Analysis& analysis,
                 const Entities& entities)
    : entities_(&entities),
      offices_(Finder(article, analysis, entities).find()),
      uses_(entities.entities.size(), 0) {
  for (const Mention& mention : entities.mentions) ++uses_[mention.entity];
  index();
}

void Offices::index() {
  using Key = std::tuple<std::uint32_t, std::string_view, std::vector<std::string>,
                         std::vector<std::uint32_t>, std::vector<std::string>>;
  std::set<Key> known;
  for (std::uint32_t i = 0; i < offices_.size(); ++i) {
    const RolePhrase& phrase = offices_[i].phrase;
    const Key key(offices_[i].person, phrase.noun, phrase.words, phrase.bodies, phrase.countries);
    if (!known.insert(key).second) continue;
    by_person_[offices_[i].person].push_back(i);
    std::set<std::string> nouns = {phrase.noun};
    if (const auto found = office_names().find(phrase.noun); found != office_names().end()) {
      nouns.insert(found->second.same.begin(), found->second.same.end());
      nouns.insert(found->second.heads.begin(), found->second.heads.end());
    }
    for (const std::string& noun : nouns) by_noun_[noun].push_back(i);
  }
}

std::span<const std::uint32_t> Offices::of_person(std::uint32_t person) const {
  const auto found = by_person_.find(person);
  if (found == by_person_.end()) return {};
  return std::span(found->second).first(std::min(found->second.size(), kMostOffices));
}

bool Offices::is_public(std::uint32_t person) const {
  return std::ranges::any_of(of_person(person),
                             [&](std::uint32_t i) { return offices_[i].phrase.bodies.empty(); });
}

std::vector<std::uint32_t> Offices::holders(const RolePhrase& phrase) const {
  const auto named = by_noun_.find(phrase.noun);
  if (named == by_noun_.end() || named->second.size() > kMostOffices) return {};
  // "The former director" is one who is called so, else one who is called director; "the Harbour
  // Agency's director" may be the former one, "the director" is not.
  for (const bool former_too : {false, true}) {
    if (former_too && phrase.is_bare()) break;
    std::set<std::uint32_t> found;
    for (const std::uint32_t i : named->second) {
      const Entity& person = entities_->entities[offices_[i].person];
      if (fits(phrase, offices_[i], person, *entities_, former_too)) {
        found.insert(offices_[i].person);
      }
    }
    if (!found.empty()) return {found.begin(), found.end()};
  }
  return {};
}

std::optional<std::uint32_t> Offices::at_home(const std::vector<std::uint32_t>& holders,
                                              const std::string& noun) const {
  std::optional<std::uint32_t> home;
  std::uint32_t others = 0;  // mentions of those at home who are named less often
  for (const std::uint32_t person : holders) {
    const bool abroad = std::ranges::any_of(of_person(person), [&](std::uint32_t i) {
      const RolePhrase& office = offices_[i].phrase;
      return names_office(noun, office.noun, false) &&
             (!office.countries.empty() || !office.bodies.empty());
    });
    if (abroad) continue;
    const std::uint32_t least = !home ? 0 : std::min(uses_[*home], uses_[person]);
    if (!home || uses_[person] > uses_[*home]) home = person;
    others += least;
  }
  return home && uses_[*home] >= kMain * others ? home : std::nullopt;
}

std::vector<std::uint32_t> Offices::counterparts(std::uint32_t person,
                                                 const std::string& country) const {
  std::set<std::uint32_t> found;
  for (const std::uint32_t own : of_person(person)) {
    // Whoever leads a country is a leader by another word.
    const bool leading = leads(offices_[own].phrase);
    const auto named = by_noun_.find(leading ? "leader" : offices_[own].phrase.noun);
    if (named == by_noun_.end() || named->second.size() > kMostOffices) continue;
    for (const std::uint32_t i : named->second) {
      const Office& other = offices_[i];
      const Country* home = find_country(entities_->entities[other.person].affiliation);
      const bool there =
          has(other.phrase.countries, country) || (home != nullptr && home->code == country);
      if (there && other.person != person && are_alike(offices_[own].phrase, other.phrase)) {
        found.insert(other.person);
      }
    }
  }
  return {found.begin(), found.end()};
}

std::optional<std::string> Offices::led_by(std::uint32_t person) const {
  for (const std::uint32_t i : of_person(person)) {
    const RolePhrase& office = offices_[i].phrase;
    if (office.countries.size() == 1 && leads(office)) return office.countries.front();
  }
  return std::nullopt;
}

}  // namespace parley::actors
