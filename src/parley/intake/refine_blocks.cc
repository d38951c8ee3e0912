#include "parley/intake/refine_blocks.h"

#include <unordered_map>
#include <utility>

#include "parley/intake/line_shapes.h"
#include "parley/intake/page_phrases.h"

namespace parley::intake {
namespace {

using text::Block;
using text::BlockRole;
using text::Span;

constexpr std::size_t kTopBlocks = 8;  // where bylines and date lines are looked for

class Refiner {
 public:
  Refiner(std::string_view text, std::vector<Block> blocks)
      : text_(text), blocks_(std::move(blocks)) {}

  PageLayout run() {
    mark_phrases();
    mark_repeats();
    mark_bylines();
    PageLayout layout;
    int tries = 0;
    for (const Block& block : blocks_) {
      if (block.role == BlockRole::kHeadline && !layout.headline) layout.headline = block.span;
      constexpr int kTries = 3;  // body paragraphs that may hold the dateline
      const bool look = block.role == BlockRole::kBody && !layout.dateline && tries++ < kTries;
      const auto length = look ? static_cast<std::uint32_t>(dateline_length(words(block))) : 0U;
      if (length > 0) {
        layout.dateline = Span{block.span.start, block.span.start + length};
        layout.blocks.push_back({*layout.dateline, BlockRole::kDateline});
      }
      const Span rest{block.span.start + length, block.span.end};
      if (!rest.empty()) layout.blocks.push_back({rest, block.role});
    }
    layout.date_lines = std::move(date_lines_);
    layout.repeated = std::move(repeated_);
    layout.authors = std::move(authors_);
    return layout;
  }

 private:
  std::string_view words(const Block& block) const {
    return text_.substr(block.span.start, block.span.size());
  }

  static bool open(const Block& block) {
    return text::is_main_text(block.role) || block.role == BlockRole::kStandfirst;
  }

  void mark_phrases() {
    std::size_t main_bytes = 0;
    for (const Block& block : blocks_) main_bytes += open(block) ? block.span.size() : 0;
    std::size_t passed = 0;
    bool heading = false;  // a heading gives its role to the short lines after it
    bool rest = false;
    BlockRole role = BlockRole::kBoilerplate;
    for (Block& block : blocks_) {
      if (!open(block)) continue;
      const std::size_t size = block.span.size();
      passed += size;
      if (rest) {
        block.role = role;
        continue;
      }
      const std::string line = size <= kMaxPhraseLine ? fold_line(words(block)) : std::string();
      const std::optional<PhraseMatch> match = match_phrase(line);
      if (!match && is_call_to_reader(line)) {
        block.role = BlockRole::kBoilerplate;
        continue;
      }
      if (match) {
        role = block.role = match->role;
        heading = match->place == PhrasePlace::kHeading;
        // On a page the word may stand before the report as well, as a link to its comments.
        rest = match->place == PhrasePlace::kRest && passed * 2 > main_bytes;
      } else if (heading && !ends_sentence(words(block)) && count_words(words(block)) <= 25) {
        block.role = role;
      } else {
        heading = false;
      }
    }
  }

  void mark_repeats() {
    constexpr std::uint32_t kShortest = 30;
    std::unordered_map<std::string, bool> seen;
    for (Block& block : blocks_) {
      if (!open(block) || block.span.size() < kShortest) continue;
      const bool fresh = seen.emplace(fold_line(words(block)), true).second;
      if (fresh) continue;
      block.role = BlockRole::kBoilerplate;
      repeated_.push_back(block.span);
    }
  }

  void mark_bylines() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      Block& block = blocks_[i];
      const bool edge = i < kTopBlocks || i + 3 >= blocks_.size();
      const bool byline = block.role == BlockRole::kByline;
      if (!byline && (!edge || block.role != BlockRole::kBody)) continue;
      if (is_date_line(words(block))) {
        date_lines_.push_back(block.span);
        block.role = BlockRole::kByline;
        continue;
      }
      std::vector<std::string> names = byline_names(words(block));
      if (names.empty()) continue;
      block.role = BlockRole::kByline;
      for (std::string& name : names) authors_.push_back(std::move(name));
    }
  }

  std::string_view text_;
  std::vector<Block> blocks_;
  std::vector<Span> date_lines_;
  std::vector<Span> repeated_;
  std::vector<std::string> authors_;
};

}  // namespace

PageLayout refine_blocks(std::string_view text, std::vector<Block> blocks) {
  return Refiner(text, std::move(blocks)).run();
}

}  // namespace parley::intake
