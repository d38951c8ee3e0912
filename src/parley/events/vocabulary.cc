#include "parley/events/vocabulary.h"

#include <algorithm>
#include <map>
#include <utility>

#include "parley/base/table.h"

namespace parley::events {

namespace {

template <class Value>
std::optional<Value> value_named(std::string_view name, int count) {
  for (int i = 0; i < count; ++i) {
    if (name_of(static_cast<Value>(i)) == name) return static_cast<Value>(i);
  }
  return std::nullopt;
}

std::optional<Stance> stance_named(std::string_view name) {
  return value_named<Stance>(name, static_cast<int>(Stance::kNoComment) + 1);
}

std::optional<Family> family_named(std::string_view name) {
  return value_named<Family>(name, static_cast<int>(Family::kOther) + 1);
}

using Groups = std::map<std::string, std::vector<std::string>>;

Frame frame_named(std::string text, const Groups& groups) {
  Frame frame;
  if (const std::size_t mark = text.find('='); mark != std::string::npos) {
    for (std::string& lemma : base::split_cell(std::string_view(text).substr(mark + 1), ',')) {
      const auto group = lemma.starts_with('+') ? groups.find(lemma.substr(1)) : groups.end();
      if (group == groups.end()) {
        frame.lemmas.push_back(std::move(lemma));
      } else {
        frame.lemmas.insert(frame.lemmas.end(), group->second.begin(), group->second.end());
      }
    }
    text.resize(mark);
  }
  if (const std::size_t mark = text.find('~'); mark != std::string::npos) {
    frame.family = family_named(std::string_view(text).substr(mark + 1));
    text.resize(mark);
  }
  if (text.starts_with('@')) {
    frame.kind = FrameKind::kPreposition;
    frame.then_to = text.ends_with("+to");
    if (frame.then_to) text.resize(text.size() - 3);
    frame.preposition = text.substr(1);
  } else {
    frame.denied = text == "not_to";
    frame.kind = text == "to" || frame.denied ? FrameKind::kTo
                 : text == "that"             ? FrameKind::kThat
                 : text == "obj_to"           ? FrameKind::kObjectTo
                 : text == "none"             ? FrameKind::kNone
                                              : FrameKind::kObject;
  }
  return frame;
}

// "rule out" as the word to look for and what must stand beside it.
std::pair<std::string, std::string> lemma_and_particle(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return {std::string(text), ""};
  return {std::string(text.substr(0, space)), std::string(text.substr(space + 1))};
}

// As the lists are called in the table, in the order of WordList.
constexpr std::array<std::string_view, kWordLists> kListNames = {"nothing_asked_for",
                                                                 "nothing_wanted",
                                                                 "nothing_offered",
                                                                 "nothing_refused",
                                                                 "half_a_term",
                                                                 "no_deed",
                                                                 "hostile",
                                                                 "yielding",
                                                                 "voicing",
                                                                 "kind_of_body",
                                                                 "harming",
                                                                 "damage",
                                                                 "claim",
                                                                 "felt",
                                                                 "calling",
                                                                 "calling_as",
                                                                 "demand",
                                                                 "proposal",
                                                                 "holding",
                                                                 "fate",
                                                                 "not_of_state",
                                                                 "getting",
                                                                 "belief",
                                                                 "organ_of_state",
                                                                 "owners",
                                                                 "group_of",
                                                                 "member_of",
                                                                 "unreal",
                                                                 "pointed_at",
                                                                 "leaving",
                                                                 "asking",
                                                                 "document"};

template <class Row>
const std::vector<Row>* rows_or_none(const std::vector<Row>& rows) {
  return rows.empty() ? nullptr : &rows;
}

}  // namespace

Vocabulary::Vocabulary() {
  Groups groups;
  for (const base::TableRow& row : base::read_table("stances")) {
    if (row.at(0).starts_with('=')) {
      groups[std::string(row.at(0).substr(1))] = base::split_cell(row.at(1), ',');
      continue;
    }
    StancePattern pattern;
    std::tie(pattern.lemma, pattern.particle) = lemma_and_particle(row.at(0));
    pattern.part = row.at(1);
    for (std::string& frame : base::split_cell(row.at(2), ' ')) {
      pattern.frames.push_back(frame_named(std::move(frame), groups));
    }
    pattern.stance = stance_named(row.at(3));
    pattern.negated = stance_named(row.at(4));
    if (!pattern.stance && !pattern.negated) continue;
    pattern.strong = row.at(5) == "strong";
    pattern.binds = row.at(6) == "binds";
    entry(pattern.lemma).stances.push_back(std::move(pattern));
  }
  for (const base::TableRow& row : base::read_table("term_families")) {
    const std::optional<Family> family = family_named(row.at(0));
    if (!family) continue;
    for (const std::string& word : base::split_cell(row.at(1), ' ')) {
      const std::vector<std::string> pair = base::split_cell(word, '+');
      entry(pair[0]).families.push_back({*family, pair.size() > 1 ? pair[1] : ""});
    }
  }
  for (const base::TableRow& row : base::read_table("event_verbs")) {
    EventVerb verb;
    std::tie(verb.lemma, verb.particle) = lemma_and_particle(row.at(0));
    for (const std::string& frame : base::split_cell(row.at(1), ' ')) {
      if (frame.starts_with('@')) {
        const std::size_t mark = frame.find('=');
        verb.preposition = frame.substr(1, mark == std::string::npos ? mark : mark - 1);
        if (mark != std::string::npos) {
          verb.complements = base::split_cell(frame.substr(mark + 1), ',');
        }
      }
      if (frame.starts_with('+')) verb.with = frame.substr(1);
      if (frame.starts_with("obj=")) verb.objects = base::split_cell(frame.substr(4), ',');
    }
    verb.cameo = row.at(2);
    verb.plover = row.at(3);
    verb.mode = row.at(4);
    entry(verb.lemma).events.push_back(std::move(verb));
  }
  for (const base::TableRow& row : base::read_table("roles")) {
    entry(row.at(0)).roles.push_back(
        {std::string(row.at(0)), std::string(row.at(1)), std::string(row.at(2))});
  }
  for (const base::TableRow& row : base::read_table("talks_words")) {
    entry(row.at(0)).talks_weight = row.at(1).empty() ? 1 : row.at(1).front() - '0';
  }
  for (const base::TableRow& row : base::read_table("party_nouns")) {
    entry(row.at(0)).noun = row.at(1) == "body"      ? PartyNoun::kBody
                            : row.at(1) == "speaker" ? PartyNoun::kSpeaker
                            : row.at(1) == "people"  ? PartyNoun::kPeople
                                                     : PartyNoun::kOther;
  }
  for (const base::TableRow& row : base::read_table("doers")) {
    entry(row.at(0)).doer = row.at(1) == "deed"    ? DoerNoun::kDeed
                            : row.at(1) == "count" ? DoerNoun::kCount
                                                   : DoerNoun::kDoer;
  }
  for (const base::TableRow& row : base::read_table("event_lists")) {
    const auto name = std::ranges::find(kListNames, row.at(0));
    if (name == kListNames.end()) continue;
    auto& list = lists_[static_cast<std::size_t>(name - kListNames.begin())];
    for (std::string& word : base::split_cell(row.at(1), ' ')) list.insert(std::move(word));
  }
}

Vocabulary::Entry& Vocabulary::entry(std::string_view word) {
  Entry& entry = words_[word];
  entry.word = word;
  return entry;
}

const Vocabulary::Entry* Vocabulary::find(std::string_view word) const {
  const Entry* entry = words_.find(word);
  return entry != nullptr && entry->word == word ? entry : nullptr;
}

const std::vector<StancePattern>* Vocabulary::stances(std::string_view lemma) const {
  const Entry* entry = find(lemma);
  return entry == nullptr ? nullptr : rows_or_none(entry->stances);
}
const std::vector<FamilyWord>* Vocabulary::families(std::string_view lemma) const {
  const Entry* entry = find(lemma);
  return entry == nullptr ? nullptr : rows_or_none(entry->families);
}
const std::vector<EventVerb>* Vocabulary::events(std::string_view lemma) const {
  const Entry* entry = find(lemma);
  return entry == nullptr ? nullptr : rows_or_none(entry->events);
}
const std::vector<RoleWord>* Vocabulary::roles(std::string_view lemma) const {
  const Entry* entry = find(lemma);
  return entry == nullptr ? nullptr : rows_or_none(entry->roles);
}
bool Vocabulary::knows(std::string_view lemma) const {
  const Entry* entry = find(lemma);
  return entry != nullptr && !(entry->stances.empty() && entry->families.empty() &&
                               entry->events.empty() && entry->roles.empty());
}
int Vocabulary::talks_weight(std::string_view word) const {
  const Entry* entry = find(word);
  return entry == nullptr ? 0 : entry->talks_weight;
}
std::optional<PartyNoun> Vocabulary::party_noun(std::string_view lemma) const {
  const Entry* entry = find(lemma);
  return entry == nullptr ? std::nullopt : entry->noun;
}

std::optional<DoerNoun> Vocabulary::doer(std::string_view lemma) const {
  const Entry* entry = find(lemma);
  return entry == nullptr ? std::nullopt : entry->doer;
}

bool Vocabulary::lists(WordList list, std::string_view lemma) const {
  return lists_[static_cast<std::size_t>(list)].contains(std::string(lemma));
}

const Vocabulary& vocabulary() {
  static const Vocabulary words;
  return words;
}

}  // namespace parley::events
