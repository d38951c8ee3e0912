#include "parley/events/term_parts.h"

#include <algorithm>
#include <utility>

#include "parley/events/terms.h"

namespace parley::events {

namespace {

using analysis::Upos;

constexpr int kDepth = 3;  // how deep in a complement terms side by side are looked for

bool joins(std::string_view word) {
  return word == "and" || word == "or" || word == "as" || word == "well";
}

std::vector<TermPart> of_several_families(const Tree& tree, std::vector<TermPart> parts) {
  std::vector<Family> families;
  for (const TermPart& part : parts) {
    const Family family = family_of(tree, part.range, part.head);
    if (family == Family::kOther || family == Family::kProcess) return {};
    if (std::ranges::find(families, family) == families.end()) families.push_back(family);
  }
  return families.size() < 2 ? std::vector<TermPart>() : parts;
}

// The members of a list, by its commas and its "and".
std::vector<TermPart> listed_in(const Tree& tree, TokenRange range) {
  const statements::Words& words = tree.words();
  std::vector<TermPart> parts;
  std::uint32_t first = range.first;
  for (std::uint32_t t = range.first; t <= range.end; ++t) {
    if (t < range.end && words.at(t) != "," && words.at(t) != "and") continue;
    if (t > first) {
      Found head;
      for (std::uint32_t at = first; at < t && words.upos(at) != Upos::kAdp; ++at) {
        if (words.upos(at) == Upos::kNoun || tree.token(at).xpos == "VBG") head = at;
      }
      if (!head) return {};
      parts.push_back({{first, t}, *head});
    }
    first = t + 1;
  }
  return of_several_families(tree, std::move(parts));
}

// The noun `first` and those joined to it.
std::vector<TermPart> joined_at(const Tree& tree, TokenRange range, std::uint32_t first) {
  const statements::Words& words = tree.words();
  if (words.upos(first) != Upos::kNoun || tree.is(first, "compound")) return {};
  // "replacing the plan with cuts and reforms": neither alone
  const Found above = tree.head(first);
  if (above && tree.is(first, "obl") && tree.child(*above, "obj")) return {};
  if (tree.has_function_word(first, "with")) return {};
  // "cuts in wages and pensions", "money for wages and pensions": for both
  if (tree.is(first, "nmod") && above && *above >= range.first &&
      (tree.has_function_word(first, "in") || tree.has_function_word(first, "for"))) {
    return {};
  }
  std::vector<std::uint32_t> heads = {first};
  for (const std::uint32_t c : tree.children(first)) {
    if (tree.is(c, "conj") && c > first && c < range.end) heads.push_back(c);
  }
  // "a deal on pay, a relief for all sides": one thing and what is said of it
  const bool joined = std::ranges::any_of(
      heads, [&](std::uint32_t at) { return at != first && tree.child(at, "cc"); });
  if (heads.size() < 2 || (heads.size() == 2 && !joined)) return {};
  std::vector<TermPart> parts;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    TokenRange part = tree.phrase(heads[i]);
    part.first = std::max(part.first, i == 0 ? range.first : heads[i - 1] + 1);
    if (i + 1 < heads.size()) part.end = std::min(part.end, tree.phrase(heads[i + 1]).first);
    part.end = std::min(part.end, range.end);
    while (part.size() > 1 &&
           (words.is_punctuation(part.end - 1) || joins(words.at(part.end - 1)))) {
      --part.end;
    }
    if (part.empty() || heads[i] < part.first || heads[i] >= part.end) return {};
    // "fund the ministry": a verb that the tree takes for a noun.
    if (part.end < range.end && words.upos(part.end) == Upos::kDet) return {};
    parts.push_back({part, heads[i]});
  }
  // "ending the war and the pullout": the verb belongs to the first.
  const Found verb = tree.head(first);
  if (verb && tree.is(first, "obj") && *verb >= range.first && *verb < first) {
    if (tree.child(*verb, "xcomp")) return {};  // "keep wages and pensions apart"
    if (tree.is(*verb, "acl")) return {};       // "a deal that includes wages and pensions"
    parts.front() = {{*verb, parts.front().range.end}, *verb};
  }
  return of_several_families(tree, std::move(parts));
}

}  // namespace

std::vector<TermPart> parts_of(const Tree& tree, TokenRange range, std::uint32_t head) {
  for (std::uint32_t t = range.first; t + 1 < range.end; ++t) {
    if (tree.words().at(t) == "including") return listed_in(tree, {t + 1, range.end});
  }
  std::vector<std::uint32_t> level = {head};
  for (int depth = 0; depth < kDepth && !level.empty(); ++depth) {
    std::vector<std::uint32_t> below;
    for (const std::uint32_t at : level) {
      std::vector<TermPart> parts = joined_at(tree, range, at);
      if (!parts.empty()) return parts;
      for (const std::uint32_t c : tree.children(at)) {
        if (c >= range.first && c < range.end && !tree.is(c, "conj")) below.push_back(c);
      }
    }
    level = std::move(below);
  }
  return {};
}

}  // namespace parley::events
