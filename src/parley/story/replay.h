// Applies what people decided to what was read, each time the rows are built.
//
//   Replay replay(corpus.decisions);
//   replay.edit(corpus);                      // rejected findings go, corrected ones change
//   Actors actors(corpus, replay.actor_edits(corpus));
//   …
//   replay.finish(found, rows);               // what is about whole rows; the rows of decisions
//
// A decision on the position "the council wants the depot reopened" holds for the position at that
// place. Where the text has moved, the same words nearest to the old place are taken and the
// decision says `moved`; where they stand there but nothing is read from them, `unread`; where they
// are not there any more, `gone`. Such decisions change nothing and are still exported.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/record/record.h"
#include "parley/story/corpus.h"
#include "parley/story/decision.h"
#include "parley/story/groups.h"

namespace parley::story {

// What is decided on who is who.
struct ActorEdits {
  std::vector<Regrouping> groups;                   // of entities, in the order of making
  std::map<std::size_t, std::string> names, types;  // by an entity of the actor
};

// How a target or a decision fares on the articles as they are now; the worst of several counts.
enum class Standing : std::uint8_t { kStands, kMoved, kUnread, kGone };
[[nodiscard]] std::string_view name_of(Standing standing);

struct Findings;
class RowList;

class Replay {
 public:
  // Decisions that cannot be read are left aside; engine/check.h tells of them.
  explicit Replay(const std::vector<record::Decision>& stored);

  // True where a decision is in force.
  [[nodiscard]] bool any() const;

  // Takes rejected findings and articles out of the corpus and sets corrected fields.
  void edit(Corpus& corpus);
  // REQUIRES: edit() was called. Their indices are those of the edited corpus.
  [[nodiscard]] ActorEdits actor_edits(const Corpus& corpus);
  [[nodiscard]] std::vector<Regrouping> origin_edits(const Corpus& corpus);
  // Rejects and corrects rows that are no findings, names in each row the decisions in force on it,
  // and adds the rows of decisions.
  void finish(const Findings& found, RowList& rows);

 private:
  // A target and where it is now.
  struct Followed {
    const Target* target = nullptr;
    Standing standing = Standing::kGone;
    std::set<Place> words;            // where its words stand now
    std::optional<std::size_t> item;  // in the layer of its type
    std::vector<std::string> now;     // ids of rows
  };
  struct Entry {
    Decision decision;
    std::vector<Followed> targets, members;
  };

  [[nodiscard]] bool in_force(const Entry& entry) const { return !entry.decision.undone_at; }
  void find_words(const Corpus& corpus, Followed& followed);
  void find_item(const Corpus& corpus, record::Layer layer, Followed& followed);
  void decide_rows(const Findings& found, RowList& rows);
  void write_decisions(RowList& rows);

  std::vector<Entry> entries_;  // in the order of making
};

}  // namespace parley::story
