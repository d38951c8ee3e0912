#include "parley/statements/tree.h"

#include <algorithm>
#include <array>

namespace parley::statements {

namespace {

constexpr int kMaxClimb = 8;  // how far up a subject is looked for

constexpr std::array<std::string_view, 8> kConditionMarks = {
    "if", "unless", "until", "once", "provided", "till", "before", "whether"};

}  // namespace

Tree::Tree(const Words& words) : words_(words) {
  first_child_.assign(size() + 1, 0);
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (const Found up = head(t)) ++first_child_[*up + 1];
  }
  for (std::uint32_t t = 0; t < size(); ++t) first_child_[t + 1] += first_child_[t];
  children_.resize(first_child_.back());
  std::vector<std::uint32_t> next(first_child_.begin(), first_child_.end() - 1);
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (const Found up = head(t)) children_[next[*up]++] = t;
  }
}

const analysis::Token& Tree::token(std::uint32_t t) const { return words_.analysis().tokens[t]; }

bool Tree::is(std::uint32_t t, std::string_view relation) const {
  const std::string_view own = token(t).deprel;
  return own.starts_with(relation) &&
         (own.size() == relation.size() || own[relation.size()] == ':');
}

Found Tree::head(std::uint32_t t) const {
  const std::int32_t up = token(t).head;
  if (up < 0 || static_cast<std::uint32_t>(up) >= size() || token(t).deprel.empty()) return {};
  return static_cast<std::uint32_t>(up);
}

std::span<const std::uint32_t> Tree::children(std::uint32_t t) const {
  return std::span(children_).subspan(first_child_[t], first_child_[t + 1] - first_child_[t]);
}

Found Tree::child(std::uint32_t t, std::string_view relation) const {
  for (const std::uint32_t c : children(t)) {
    if (is(c, relation)) return c;
  }
  return {};
}

bool Tree::has_function_word(std::uint32_t t, std::string_view word) const {
  return std::ranges::any_of(children(t), [&](std::uint32_t c) {
    return words_.at(c) == word &&
           (is(c, "case") || is(c, "mark") || is(c, "aux") || is(c, "advmod") || is(c, "det") ||
            is(c, "cc") || is(c, "compound"));
  });
}

bool Tree::is_negated(std::uint32_t t) const {
  return std::ranges::any_of(children(t), [&](std::uint32_t c) {
    const std::string_view word = words_.at(c);
    // "not only is the union opposed"
    const bool only = c + 1 < words_.size() && (words_.at(c + 1) == "only");
    return (is(c, "advmod") && !only && (word == "not" || word == "n't" || word == "never")) ||
           (is(c, "nsubj") && word == "nobody");
  });
}

Found Tree::doer(std::uint32_t predicate) const {
  std::uint32_t at = predicate;
  bool raised = false;
  for (int step = 0; step < kMaxClimb; ++step) {
    const bool passive = child(at, "nsubj:pass").has_value() || child(at, "aux:pass").has_value() ||
                         (is(at, "acl") && !is(at, "acl:relcl") && token(at).xpos == "VBN");
    // "are expected to sign": those who are expected.
    if (passive && at != predicate && raised) return child(at, "nsubj");
    raised = is(at, "xcomp");
    if (passive) {
      for (const std::uint32_t c : children(at)) {
        if (is(c, "obl") && has_function_word(c, "by")) return c;
      }
      return {};
    }
    if (const Found subject = child(at, "nsubj")) {
      // "it is that [the board] wants a raise": not "it"
      if (token(*subject).deprel != "nsubj:outer") return subject;
      for (const std::uint32_t c : children(at)) {
        if (token(c).deprel == "nsubj") return c;
      }
      return subject;
    }
    const Found up = head(at);
    if (!up) return {};
    if (is(at, "xcomp")) {
      if (const Found object = child(*up, "obj")) return object;
      at = *up;
    } else if (is(at, "conj") || is(at, "advcl") || is(at, "parataxis")) {
      // "blamed the board for leaving", "accused the board of leaving": the board left.
      if (is(at, "advcl") && token(at).xpos == "VBG" &&
          (has_function_word(at, "for") || has_function_word(at, "of"))) {
        if (const Found object = child(*up, "obj")) return object;
        if (const Found person = child(*up, "iobj")) return person;
        // "upset at the board for leaving"
        for (const std::uint32_t c : children(*up)) {
          if (c < at && is(c, "obl") &&
              (has_function_word(c, "at") || has_function_word(c, "with")))
            return c;
        }
      }
      // Two verbs side by side without "and" or a comma are no pair: the tree is wrong.
      if (is(at, "conj") && !child(at, "cc") && (at == 0 || words_.at(at - 1) != ",") &&
          at > *up + 2) {
        const auto between = children(*up);
        const bool listed = std::ranges::any_of(
            between, [&](std::uint32_t c) { return is(c, "conj") && c > at && child(c, "cc"); });
        if (!listed) return {};
      }
      // "after they signed" has a subject of its own, found or not.
      const std::string_view form = token(at).xpos;
      if (is(at, "advcl") && (is_condition(at) || (form != "VBG" && form != "VB"))) return {};
      at = *up;
    } else if (is(at, "acl")) {
      if (token(at).xpos == "VB") return {};
      // "the board made concessions to the crews, promising votes": the board
      if (token(at).xpos == "VBG" && at > 0 && words_.at(at - 1) == "," && *up < at) {
        Found verb = head(*up);
        for (int climb = 0; climb < kMaxClimb && verb && !child(*verb, "nsubj"); ++climb) {
          verb = head(*verb);
        }
        if (verb) return child(*verb, "nsubj");
      }
      return up;
    } else {
      return {};
    }
  }
  return {};
}

Found Tree::object(std::uint32_t predicate) const {
  if (const Found passive = child(predicate, "nsubj:pass")) return passive;
  const Found up = head(predicate);
  const Found own = child(predicate, "obj");
  // "the raise that the union wants": the pronoun stands for the noun.
  const bool pronoun = own && up && is(predicate, "acl:relcl") && *own < predicate &&
                       (words_.at(*own) == "that" || words_.at(*own) == "which");
  if (own) return pronoun ? up : own;
  if (up && is(predicate, "acl")) {
    if (is(predicate, "acl:relcl")) {
      const Found subject = child(predicate, "nsubj");
      const std::string_view word = subject ? words_.at(*subject) : "";
      return subject && word != "who" && word != "which" && word != "that" ? up : Found{};
    }
    return token(predicate).xpos == "VBN" ? up : Found{};
  }
  // "rejected and then accepted the plan": the object of the last verb.
  for (const std::uint32_t c : children(predicate)) {
    if (is(c, "conj") && c == predicate + 2 && words_.at(predicate + 1) != ",") {
      return child(c, "obj");
    }
  }
  return {};
}

bool Tree::is_condition(std::uint32_t t) const {
  if (!is(t, "advcl")) return false;
  for (const std::uint32_t c : children(t)) {
    if (is(c, "mark") || is(c, "advmod") || is(c, "case")) {
      if (std::ranges::find(kConditionMarks, words_.at(c)) != kConditionMarks.end()) return true;
      if (words_.at(c) == "long" || words_.at(c) == "soon" || words_.at(c) == "condition") {
        return true;
      }
    }
  }
  return false;
}

TokenRange Tree::gather(std::uint32_t t, bool whole) const {
  TokenRange range{t, t + 1};
  std::vector<std::uint32_t> open = {t};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    for (const std::uint32_t c : children(at)) {
      if (is(c, "punct")) continue;
      if (at == t && (is(c, "case") || is(c, "mark") || is(c, "cc") || is(c, "discourse"))) {
        continue;
      }
      if (is(c, "parataxis") || is(c, "appos") || is(c, "vocative")) continue;
      const bool after_comma = c > 0 && [&] {
        std::uint32_t first = c;
        for (const std::uint32_t below : children(c)) first = std::min(first, below);
        return first > 0 && words_.at(first - 1) == ",";
      }();
      if (!whole) {
        if (is_condition(c)) continue;
        if (after_comma && c > at && (is(c, "acl") || is(c, "advcl"))) continue;
        if (at == t && is(c, "conj") && (child(c, "nsubj") || is(at, "nsubj"))) continue;
      }
      range.first = std::min(range.first, c);
      range.end = std::max(range.end, c + 1);
      open.push_back(c);
    }
  }
  return range;
}

namespace {

// "Ana Brask (R-Northport)" ends with its bracket.
bool closes_bracket(const Words& words, TokenRange range) {
  constexpr std::uint32_t kBracket = 8;  // tokens of a short aside
  if (words.at(range.end - 1) != ")") return false;
  for (std::uint32_t t = range.end - 1; t > range.first && t + kBracket > range.end; --t) {
    if (words.at(t - 1) == "(") return true;
  }
  return false;
}

TokenRange trimmed(const Words& words, TokenRange range) {
  while (range.size() > 1 && words.is_punctuation(range.end - 1) &&
         words.at(range.end - 1) != "%" && !closes_bracket(words, range)) {
    --range.end;
  }
  while (range.size() > 1 && (words.is_punctuation(range.first) || words.at(range.first) == "to" ||
                              words.at(range.first) == "that")) {
    ++range.first;
  }
  return range;
}

}  // namespace

TokenRange Tree::phrase(std::uint32_t t) const { return trimmed(words_, gather(t, false)); }
TokenRange Tree::clause(std::uint32_t t) const { return trimmed(words_, gather(t, true)); }

}  // namespace parley::statements
