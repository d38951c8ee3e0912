// The tables of this module as the patterns read them: stances, families of terms, words of talks,
// nouns that can be a party, short lists of words.
//
// "offer<TAB>verb<TAB>to obj<TAB>offer" reads "offered to pay" and "offered money". Columns are
// told at the head of each data file. Read once; safe to call from several threads.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/base/word_map.h"
#include "parley/events/position.h"

namespace parley::events {

enum class FrameKind : std::uint8_t { kTo, kThat, kObject, kObjectTo, kPreposition, kNone };

struct Frame {
  FrameKind kind = FrameKind::kObject;
  std::string preposition;          // for kPreposition
  bool then_to = false;             // "call on somebody to do"
  bool denied = false;              // the infinitive is one of what is not to be done
  std::vector<std::string> lemmas;  // the complement's head must be one of these, if any
  std::optional<Family> family;     // the complement must be of this family, if any
};

struct StancePattern {
  std::string lemma;
  std::string particle;  // "out" of "rule out"; "" for none
  std::string part;      // verb, noun, adj
  std::vector<Frame> frames;
  std::optional<Stance> stance;  // none: the word tells something only where it is negated
  std::optional<Stance> negated;
  bool strong = false;
  bool binds = false;  // whoever does so owes the term
};

// A body stands for itself, a speaker for the body that it is named with, people for themselves
// whomever they work for.
enum class PartyNoun : std::uint8_t { kBody, kSpeaker, kPeople, kOther };

// Nouns of deeds that need not be parties: who does or suffers them, deeds that do deeds
// ("airstrikes killed"), numbers of something ("dozens of").
enum class DoerNoun : std::uint8_t { kDoer, kDeed, kCount };

struct EventVerb {
  std::string lemma;
  std::string particle;
  std::string preposition;               // the recipient stands after it; "" for the object
  std::vector<std::string> complements;  // what stands after it must be one of these, if any, and
                                         // the recipient hangs on that: "call for a ban on"
  std::string with;                      // must stand behind the verb, and takes no recipient
  std::vector<std::string> objects;      // the object's head must be one of these, if any
  std::string cameo;
  std::string plover;
  std::string mode;
};

struct RoleWord {
  std::string lemma;
  std::string part;  // verb, noun
  std::string role;
};

struct FamilyWord {
  Family family = Family::kOther;
  std::string with;  // counts only beside this lemma; "" for always
};

// The lists of data/event_lists.tsv, in its order.
enum class WordList : std::uint8_t {
  kNothingAskedFor,
  kNothingWanted,
  kNothingOffered,
  kNothingRefused,
  kHalfATerm,
  kNoDeed,
  kHostile,
  kYielding,
  kVoicing,
  kKindOfBody,
  kHarming,
  kDamage,
  kClaim,
  kFelt,
  kCalling,
  kCallingAs,
  kDemand,
  kProposal,
  kHolding,
  kFate,
  kNotOfState,
  kGetting,
  kBelief,
  kOrganOfState,
  kOwners,
  kGroupOf,
  kMemberOf,
  kUnreal,
  kPointedAt,
  kLeaving,
  kAsking,
  kDocument,
};
constexpr std::size_t kWordLists = static_cast<std::size_t>(WordList::kDocument) + 1;

class Vocabulary {
 public:
  Vocabulary();
  [[nodiscard]] const std::vector<StancePattern>* stances(std::string_view lemma) const;
  [[nodiscard]] const std::vector<FamilyWord>* families(std::string_view lemma) const;
  [[nodiscard]] const std::vector<EventVerb>* events(std::string_view lemma) const;
  [[nodiscard]] const std::vector<RoleWord>* roles(std::string_view lemma) const;
  // True for a lemma of any table of this module.
  [[nodiscard]] bool knows(std::string_view lemma) const;
  [[nodiscard]] int talks_weight(std::string_view word) const;
  [[nodiscard]] std::optional<PartyNoun> party_noun(std::string_view lemma) const;
  [[nodiscard]] std::optional<DoerNoun> doer(std::string_view lemma) const;
  [[nodiscard]] bool lists(WordList list, std::string_view lemma) const;

 private:
  // What all tables say of one word, so that most words cost one look.
  struct Entry {
    std::string word;
    std::vector<StancePattern> stances;
    std::vector<FamilyWord> families;
    std::vector<EventVerb> events;
    std::vector<RoleWord> roles;
    int talks_weight = 0;
    std::optional<PartyNoun> noun;
    std::optional<DoerNoun> doer;
  };
  [[nodiscard]] const Entry* find(std::string_view word) const;
  Entry& entry(std::string_view word);

  base::WordMap<Entry> words_;
  std::array<std::unordered_set<std::string>, kWordLists> lists_;
};

[[nodiscard]] const Vocabulary& vocabulary();

}  // namespace parley::events
