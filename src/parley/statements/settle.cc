#include "parley/statements/settle.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parley/base/table.h"
#include "parley/statements/cue.h"
#include "parley/statements/edges.h"
#include "parley/statements/merge.h"
#include "parley/statements/phrases.h"

namespace parley::statements {

namespace {

using analysis::Attribution;
using analysis::Upos;

constexpr std::size_t kNeighbours = 8;  // attributions on either side that may share words

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, word) != list.end();
}

bool holds(const std::vector<text::Span>& pieces, text::Span span) {
  return std::ranges::any_of(pieces, [&](text::Span piece) { return piece.contains(span); });
}

bool same(const std::vector<text::Span>& a, const std::vector<text::Span>& b) {
  return !a.empty() && !b.empty() && a.front() == b.front();
}

// By form of a verb, the nouns with which it carries no saying (data/no_cues.tsv).
const std::unordered_map<std::string, std::vector<std::string>>& no_cues() {
  static const std::unordered_map<std::string, std::vector<std::string>> kNoCues = [] {
    std::unordered_map<std::string, std::vector<std::string>> all;
    for (const base::TableRow& row : base::read_table("no_cues")) {
      for (const std::string& form : base::split_cell(row.at(0), ' ')) {
        all.emplace(form, base::split_cell(row.at(1), ' '));
      }
    }
    return all;
  }();
  return kNoCues;
}

class Settler {
 public:
  Settler(const Words& words, const Tree& tree, std::vector<Attribution> attributions)
      : words_(words), tree_(tree), all_(std::move(attributions)) {}

  std::vector<Attribution> run() {
    if (words_.tagged()) {
      for (Attribution& one : all_) settle_deed(one);
    }
    std::erase_if(all_, [](const Attribution& it) {
      return it.source.empty() && it.cue.empty() && it.content.empty();
    });
    for (Attribution& one : all_) stay_in_block(one);
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const std::size_t end = std::min(all_.size(), i + kNeighbours);
      for (std::size_t j = i > kNeighbours ? i - kNeighbours : 0; j < end; ++j) {
        if (j == i) continue;
        cut_outer(all_[i], all_[j]);
        leave_to_first(all_[i], all_[j]);
        if (words_.tagged()) cut_joined(all_[i], all_[j]);
      }
    }
    return std::move(all_);
  }

 private:
  // The verb, noun or adjective that a cue is about: its last word of such a kind.
  [[nodiscard]] Found head_of(const std::vector<text::Span>& cue) const {
    Found head;
    for (const text::Span span : cue) {
      const TokenRange range = words_.range(span);
      for (std::uint32_t t = range.first; t < range.end; ++t) {
        if (words_.upos(t) == Upos::kVerb || words_.upos(t) == Upos::kAdj) head = t;
      }
    }
    return head;
  }

  // "raising hopes of a deal"
  [[nodiscard]] bool carries_nothing(const Attribution& one, std::uint32_t verb) const {
    const auto nouns = no_cues().find(std::string(words_.at(verb)));
    if (nouns == no_cues().end()) return false;
    const Found object = tree_.child(verb, "obj");
    return object && !holds(one.source, words_.span(*object)) &&
           std::ranges::find(nouns->second, words_.at(*object)) != nouns->second.end();
  }

  // True for a verb in the base form or with "-ing" behind a word that makes it a plan or a time:
  // "arrived to discuss", "before discussing".
  [[nodiscard]] bool is_only_planned(std::uint32_t verb) const {
    if (!tree_.is(verb, "advcl") && !tree_.is(verb, "acl")) return false;
    const Found up = tree_.head(verb);
    if (!up || tree_.token(*up).upos != Upos::kVerb) return false;
    if (tree_.token(verb).xpos == "VB") {
      return tree_.has_function_word(verb, "to") && verb > *up &&
             is_one_of(words_.at(verb), {"discuss", "debate", "address", "explain", "hear"});
    }
    return tree_.token(verb).xpos == "VBG" &&
           (tree_.has_function_word(verb, "before") || tree_.has_function_word(verb, "without"));
  }

  // The verb that makes `verb` a wish of somebody else: "requested that the union agree".
  [[nodiscard]] Found wish_over(std::uint32_t verb) const {
    if (!tree_.is(verb, "ccomp") && !tree_.is(verb, "xcomp")) return {};
    const Found up = tree_.head(verb);
    if (!up || *up > verb) return {};
    const std::string_view word = words_.at(*up);
    constexpr std::array<std::string_view, 6> kWishes = {"request", "demand",  "ask",
                                                         "urge",    "require", "propos"};
    const bool wish =
        std::ranges::any_of(kWishes, [&](std::string_view stem) { return word.starts_with(stem); });
    // "agreed" under a wish is a wish as well only in the bare form: "that the union agree".
    return wish && tree_.token(verb).xpos.starts_with("VB") && tree_.token(verb).xpos != "VBD" &&
                   tree_.token(*up).upos == Upos::kVerb
               ? up
               : Found{};
  }

  void settle_deed(Attribution& one) const {
    const Found head = head_of(one.cue);
    if (!head) return;
    if (is_only_planned(*head) || carries_nothing(one, *head)) {
      one = {};
      return;
    }
    const Found wish = wish_over(*head);
    if (!wish || holds(one.cue, words_.span(*wish))) return;
    const Force force = read_cue(words_, one.cue, one.content).force;
    if (force != Force::kAgree && force != Force::kReject && force != Force::kOffer) return;
    const Found subject = tree_.doer(*wish);
    const TokenRange clause = tree_.clause(*head);
    if (!subject || clause.empty() || *subject == *head) {
      one = {};
      return;
    }
    one.source = {words_.span(tree_.phrase(*subject))};
    one.cue = {words_.span(*wish)};
    const std::uint32_t end = one.content.empty() ? 0 : one.content.back().end;
    const text::Span wished = words_.span(clause);
    one.content = {{wished.start, std::max(wished.end, end)}};
  }

  // A headline's cue takes no words of the body, and the body's none of the headline.
  void stay_in_block(Attribution& one) const {
    if (one.cue.empty()) return;
    const auto role_at = [&](std::uint32_t offset) {
      const std::vector<text::Block>& blocks = words_.article().blocks;
      const auto after = std::ranges::upper_bound(
          blocks, offset, {}, [](const text::Block& block) { return block.span.start; });
      return after == blocks.begin() ? text::BlockRole::kBody : std::prev(after)->role;
    };
    const bool headline = role_at(one.cue.front().start) == text::BlockRole::kHeadline;
    std::erase_if(one.content, [&](text::Span piece) {
      return (role_at(piece.start) == text::BlockRole::kHeadline) != headline;
    });
  }

  // "[The ministry said talks go on], its envoy said": `inner` ends before the words that carry it.
  void cut_outer(Attribution& inner, const Attribution& outer) const {
    if (outer.cue.size() != 1 || outer.source.size() != 1 || inner.cue.empty()) return;
    const bool around = holds(outer.content, inner.cue.front());
    const text::Span carrier{std::min(outer.cue.front().start, outer.source.front().start),
                             std::max(outer.cue.front().end, outer.source.front().end)};
    for (text::Span& piece : inner.content) {
      if (!piece.contains(carrier)) continue;
      const bool shared = std::ranges::any_of(outer.content, [&](text::Span other) {
        return other.overlaps(piece) && other.end <= carrier.start;
      });
      if (!around && !shared) continue;
      const TokenRange kept = words_.range({piece.start, carrier.start});
      if (kept.size() < 2 || words_.at(kept.end - 1) != ",") continue;
      piece = trim_edges(words_, {piece.start, carrier.start});
    }
  }

  // "… talks go on, said Velm, adding that they are hard": the first words are those of "said".
  void leave_to_first(Attribution& second, const Attribution& first) const {
    if (second.content.size() < 2 || first.content.size() != 1 || second.cue.empty() ||
        first.cue.empty() || !same(second.source, first.source)) {
      return;
    }
    if (first.cue.front().start > second.cue.front().start) return;
    const text::Span taken = first.content.front();
    if (taken.start > first.cue.front().start) return;  // it stands before both cues
    std::erase_if(second.content, [&](text::Span piece) { return piece.overlaps(taken); });
  }

  // "is open to [talks] but insists on a truce": what hangs on the first cue ends where the second,
  // joined to it, begins.
  void cut_joined(Attribution& first, const Attribution& second) const {
    if (!same(first.source, second.source) || first.cue.empty() || second.cue.empty()) return;
    const std::uint32_t at = second.cue.front().start;
    if (first.cue.back().end > at) return;
    const Found head = head_of(first.cue);
    const Found other = head_of(second.cue);
    if (!head || !other || !tree_.is(*other, "conj") || tree_.head(*other) != head) return;
    for (text::Span& piece : first.content) {
      if (!piece.contains({at, at + 1})) continue;
      TokenRange kept = words_.range({piece.start, at});
      while (kept.size() > 1 &&
             is_one_of(words_.at(kept.end - 1), {"and", "but", "or", ",", "yet", "then", "also"})) {
        --kept.end;
      }
      if (!kept.empty()) piece = words_.span(kept);
    }
  }

  const Words& words_;
  const Tree& tree_;
  std::vector<Attribution> all_;
};

}  // namespace

std::vector<Attribution> settle(const Words& words, const Tree& tree,
                                std::vector<Attribution> attributions) {
  return Settler(words, tree, std::move(attributions)).run();
}

}  // namespace parley::statements
