#include "parley/events/states.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "parley/base/table.h"
#include "parley/events/clause.h"

namespace parley::events {

namespace {

struct Pattern {
  std::string state;
  const std::set<std::string, std::less<>>* nouns = nullptr;
  std::string particle;     // "down" of "break down"; "" for none
  std::string place;        // "subj", "obj", or the preposition before the noun
  std::string preposition;  // of what must stand beside; "" for the object
  std::set<std::string, std::less<>> companions;  // nouns that must stand beside; empty for none
};

struct Table {
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> groups;
  std::map<std::string, std::vector<Pattern>, std::less<>> by_verb;
};

std::set<std::string, std::less<>> words_of(std::string_view cell, char mark) {
  std::set<std::string, std::less<>> words;
  for (std::string& word : base::split_cell(cell, mark)) words.insert(std::move(word));
  return words;
}

const Table& table() {
  static const Table all = [] {
    Table made;
    const std::vector<base::TableRow> rows = base::read_table("process_states");
    for (const base::TableRow& row : rows) {
      if (row.at(0).starts_with('=')) {
        made.groups.emplace(std::string(row.at(0).substr(1)), words_of(row.at(1), ' '));
      }
    }
    for (const base::TableRow& row : rows) {
      const auto group = made.groups.find(row.at(1));
      if (row.at(0).starts_with('=') || group == made.groups.end()) continue;
      Pattern pattern;
      pattern.state = row.at(0);
      pattern.nouns = &group->second;
      std::string_view verb = row.at(2);
      if (const std::size_t space = verb.find(' '); space != std::string_view::npos) {
        pattern.particle = verb.substr(space + 1);
        verb = verb.substr(0, space);
      }
      pattern.place = row.at(3).starts_with('@') ? row.at(3).substr(1) : row.at(3);
      std::string_view beside = row.at(4);
      if (beside.starts_with('@')) {
        const std::size_t equals = beside.find('=');
        pattern.preposition = beside.substr(1, equals - 1);
        beside = equals == std::string_view::npos ? "" : beside.substr(equals + 1);
      }
      if (!beside.empty()) pattern.companions = words_of(beside, ',');
      made.by_verb[std::string(verb)].push_back(std::move(pattern));
    }
    return made;
  }();
  return all;
}

Found complement(const Tree& tree, std::uint32_t verb, std::string_view preposition) {
  for (const std::uint32_t c : tree.children(verb)) {
    if (tree.is(c, "obl") && tree.has_function_word(c, preposition)) return c;
  }
  return {};
}

// The noun of `pattern` where the verb has it.
Found noun_of(const Tree& tree, std::uint32_t verb, const Pattern& pattern) {
  Found noun;
  if (pattern.place == "subj") {
    noun = tree.child(verb, "nsubj");
    if (noun && tree.is(*noun, "nsubj:pass")) return {};
    // A noun before the verb without a preposition is its subject, whatever the tree calls it.
    for (const std::uint32_t c : tree.children(verb)) {
      if (!noun && c < verb && tree.is(c, "obl") && !tree.child(c, "case")) noun = c;
    }
  } else if (pattern.place == "obj") {
    noun = tree.object(verb);
  } else {
    noun = complement(tree, verb, pattern.place);
  }
  if (!noun || !pattern.nouns->contains(tree.lemma(*noun))) return {};
  return noun;
}

// The last token of the verb and what must stand beside it; none where that is not there.
Found last_of(const Tree& tree, std::uint32_t verb, const Pattern& pattern) {
  if (pattern.companions.empty()) {
    // "talks failed to end the strike", "the truce began to crumble": no state of itself.
    if (pattern.place == "subj" && tree.child(verb, "xcomp")) return {};
    return pattern.particle.empty() ? verb : verb + 1;
  }
  const Found beside = pattern.preposition.empty() ? tree.child(verb, "obj")
                                                   : complement(tree, verb, pattern.preposition);
  if (!beside || !pattern.companions.contains(tree.lemma(*beside))) return {};
  return std::max(verb, *beside);
}

// "any deal", "deals": spoken of in general.
bool is_indefinite(const Tree& tree, std::uint32_t noun) {
  // "backroom deals", "deals in the past"
  const bool plural = tree.token(noun).xpos == "NNS" && tree.lemma(noun) != "talk" &&
                      tree.lemma(noun) != "negotiation" && tree.lemma(noun) != "discussion";
  if (plural && !tree.child(noun, "det") && !tree.child(noun, "nmod:poss")) return true;
  return std::ranges::any_of(tree.children(noun), [&](std::uint32_t c) {
    return tree.is(c, "det") && one_of(tree.words().at(c), {"any", "no", "every", "each"});
  });
}

enum class Telling : std::uint8_t { kNothing, kFact, kFuture };

// Whether the clause tells of something done (or denied), of something set for later, or only of
// what may be: "to reach a deal", "could not reach a deal", "while reaching a deal" tell nothing.
Telling telling_of(const Report& report, std::uint32_t verb) {
  const Tree& tree = report.tree;
  const auto has_aux = [&](std::initializer_list<std::string_view> wanted) {
    return std::ranges::any_of(tree.children(verb), [&](std::uint32_t c) {
      return tree.is(c, "aux") && one_of(report.words.at(c), wanted);
    });
  };
  if (is_long_past(report, verb)) return Telling::kNothing;
  const Found up = tree.head(verb);
  if (tree.has_function_word(verb, "to")) {
    const bool set = up && tree.is(verb, "xcomp") && !tree.is_negated(*up) &&
                     one_of(tree.lemma(*up), {"expect", "schedule", "set", "due", "agree"});
    return set ? Telling::kFuture : Telling::kNothing;
  }
  if (has_aux({"can", "could", "ca"}) || !is_told_as_fact(tree, verb, {})) return Telling::kNothing;
  if (tree.token(verb).xpos == "VBG" && !has_aux({"is", "are", "was", "were", "be", "been"})) {
    return Telling::kNothing;
  }
  if (!has_aux({"will", "would", "'ll", "wo", "shall"})) {
    // "work together and reach a deal" asks for one.
    const bool bare = tree.token(verb).xpos == "VB" && !has_aux({"did", "does", "do"});
    return bare ? Telling::kNothing : Telling::kFact;
  }
  // "a deal that the board will sign" is not set for any day.
  return tree.is(verb, "acl") || has_aux({"would"}) ? Telling::kNothing : Telling::kFuture;
}

// What can be set for a day; a deal or its end cannot.
bool can_be_planned(std::string_view state) {
  return one_of(state, {"contacts", "talks", "proposal_tabled", "signed", "in_force", "extended",
                        "suspended"});
}

}  // namespace

std::optional<ProcessState> find_state(const Report& report, std::uint32_t token) {
  const Tree& tree = report.tree;
  if (report.words.upos(token) != analysis::Upos::kVerb) return {};
  const auto patterns = table().by_verb.find(tree.lemma(token));
  if (patterns == table().by_verb.end()) return {};
  const Telling telling = telling_of(report, token);
  if (telling == Telling::kNothing) return {};
  for (const Pattern& pattern : patterns->second) {
    if (!pattern.particle.empty() &&
        (token + 1 >= report.words.size() || report.words.at(token + 1) != pattern.particle)) {
      continue;
    }
    if (telling == Telling::kFuture && !can_be_planned(pattern.state)) continue;
    const Found noun = noun_of(tree, token, pattern);
    if (!noun || is_indefinite(tree, *noun)) continue;
    const Found last = last_of(tree, token, pattern);
    if (!last || report.words.sentence(*noun) != report.words.sentence(token)) continue;
    if (pattern.state == "text_agreed" && is_in_principle(tree, token)) {
      return ProcessState{"agreed_in_principle", *noun, *last};
    }
    return ProcessState{pattern.state, *noun, *last};
  }
  return {};
}

}  // namespace parley::events
