#include "parley/markup/main_content.h"

#include <algorithm>

#include "parley/markup/references.h"

namespace parley::markup {
namespace {

using text::BlockRole;

constexpr MarkerSet kOutside = kInNav | kInFooter | kInForm | kInControl | kInAside |
                               kMarksComment | kMarksRelated | kMarksBoilerplate | kMarksHidden |
                               kMarksConsent;

// How much a block speaks for (above 0) or against its surroundings being the report.
double worth(const PageBlock& block, MarkerSet context, bool known) {
  if (known) return 1.5 * block.characters;
  const double unlinked = static_cast<double>(block.characters) - block.linked;
  if ((context & kOutside) != 0) return -0.25 * std::min<double>(block.characters, 200);
  if ((context & (kInFigure | kInFigcaption | kMarksCaption | kMarksCredit | kInHeading)) != 0) {
    return 0;
  }
  if (block.prose()) return unlinked;
  if (block.link_share() > 0.5) return -(10 + 0.5 * block.characters);
  if (block.stops > 0 && block.link_share() < 0.2) return 0.8 * unlinked;
  return -2;
}

double weight_of(const Node& node, MarkerSet own) {
  double weight = 1;
  if ((own & kMarksArticleBody) != 0) {
    weight = 1.4;
  } else if ((own & kMarksContent) != 0) {
    weight = 1.15;
  }
  if (node.tag == Tag::kArticle || node.tag == Tag::kMain) weight *= 1.05;
  return weight;
}

class ContentFinder {
 public:
  ContentFinder(const Page& page, const Outline& outline, const ContentHints& hints)
      : page_(page), outline_(outline), hints_(hints) {}

  std::vector<Piece> run() {
    const std::size_t count = outline_.blocks.size();
    if (count == 0) return {};
    known_.assign(count, false);
    mark_known();
    region_ = best_region();
    first_ = outline_.first_block[region_];
    end_ = outline_.first_block[page_.nodes[region_].end];
    roles_.assign(count, BlockRole::kBoilerplate);
    taken_.assign(count, false);
    read_places();
    assign_roles();
    mark_teasers();
    settle_lists_and_tables();
    settle_headings();
    trim_ends();
    add_front_matter();
    std::vector<Piece> pieces;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (taken_[i]) pieces.push_back({i, roles_[i]});
    }
    return pieces;
  }

  [[nodiscard]] std::uint32_t region() const { return region_; }

 private:
  const PageBlock& block(std::uint32_t i) const { return outline_.blocks[i]; }

  void mark_known() {
    if (hints_.body.empty()) return;
    for (std::uint32_t i = 0; i < outline_.blocks.size(); ++i) {
      if (block(i).characters < KnownWords::kWindow) continue;
      known_[i] = hints_.body.hold(block_letters(page_, block(i)));
    }
  }

  std::uint32_t best_region() const {
    std::vector<double> before;
    before.reserve(outline_.blocks.size() + 1);
    double sum = 0;
    for (std::uint32_t i = 0; i < outline_.blocks.size(); ++i) {
      before.push_back(sum);
      sum += worth(block(i), outline_.context[block(i).element], known_[i]);
    }
    before.push_back(sum);
    std::uint32_t best = 0;
    double best_score = 0;
    for (std::uint32_t i = 0; i < page_.nodes.size(); ++i) {
      const Node& node = page_.nodes[i];
      if (node.tag == Tag::kText || has(node.tag, kFormat)) continue;
      const std::uint32_t from = outline_.first_block[i];
      const std::uint32_t to = outline_.first_block[node.end];
      if (from == to) continue;
      const double score = (before[to] - before[from]) * weight_of(node, outline_.own[i]);
      // Of equals the innermost.
      if (score >= best_score && score > 0) {
        best_score = score;
        best = i;
      }
    }
    return best;
  }

  // What stands around each block, up to the region and no further.
  void read_places() {
    const Node& region = page_.nodes[region_];
    place_.assign(page_.nodes.size(), 0);
    for (std::uint32_t i = region_ + 1; i < region.end; ++i) {
      const MarkerSet own = outline_.context[i] & ~outline_.context[region_];
      place_[i] = own | (page_.nodes[i].parent > region_ ? place_[page_.nodes[i].parent] : 0) |
                  outline_.own[i];
    }
  }

  MarkerSet place(std::uint32_t i) const {
    return block(i).element > region_ ? place_[block(i).element] : 0;
  }

  BlockRole role_of(std::uint32_t i) const {
    const PageBlock& b = block(i);
    const MarkerSet place = this->place(i);
    const Tag tag = page_.nodes[b.element].tag;
    const bool mostly_link = b.link_share() > 0.9 || (b.link_share() > 0.6 && b.stops == 0);
    if (known_[i] && !mostly_link)
      return (place & kInList) != 0 && tag == Tag::kLi ? BlockRole::kList : BlockRole::kBody;
    if ((place & kMarksComment) != 0) return BlockRole::kComment;
    if ((place & (kInNav | kInFooter | kInForm | kInControl)) != 0) return BlockRole::kBoilerplate;
    if ((place & kMarksRelated) != 0) return BlockRole::kRelated;
    if ((place & kMarksBoilerplate) != 0) return BlockRole::kBoilerplate;
    if ((place & kMarksCredit) != 0 && !b.prose()) return BlockRole::kCredit;
    if ((place & (kInFigcaption | kInFigure | kMarksCaption)) != 0) return BlockRole::kCaption;
    if ((place & kMarksQuote) != 0) return BlockRole::kQuote;
    if ((place & (kInAside | kMarksConsent)) != 0) return BlockRole::kBoilerplate;
    if ((place & kMarksWeak) != 0 && !b.prose() && b.stops == 0) return BlockRole::kBoilerplate;
    if ((place & kInHeading) != 0) {
      return is_title(i) ? BlockRole::kHeadline : BlockRole::kBody;
    }
    if ((place & (kMarksByline | kMarksDate | kInTime | kInAddress)) != 0 && !b.prose()) {
      return BlockRole::kByline;
    }
    // Running text beside an author's name tells of the author.
    if ((place & kMarksByline) != 0 && outline_.prose_in(page_, marked_by(i, kMarksByline)) * 6 <
                                           outline_.prose_in(page_, region_)) {
      return BlockRole::kBoilerplate;
    }
    constexpr std::uint32_t kLongestCaption = 400;
    if ((place & kMarksPicture) != 0 && tag != Tag::kP && b.characters < kLongestCaption) {
      return BlockRole::kCaption;
    }
    if ((place & kMarksKicker) != 0 && !b.prose()) return BlockRole::kBoilerplate;
    if (mostly_link) return BlockRole::kRelated;
    if ((place & kInTable) != 0) return BlockRole::kTable;
    if ((place & kInList) != 0) return BlockRole::kList;
    if (tag == Tag::kP || tag == Tag::kPre || tag == Tag::kBlockquote) return BlockRole::kBody;
    if (b.prose() || b.stops > 0) return BlockRole::kBody;
    return b.characters >= 25 && b.link_share() < 0.3 ? BlockRole::kBody : BlockRole::kBoilerplate;
  }

  // The outermost element within the region that bears `marker`, around block `i`.
  std::uint32_t marked_by(std::uint32_t i, MarkerSet marker) const {
    std::uint32_t found = block(i).element;
    for (std::uint32_t node = found; node > region_; node = page_.nodes[node].parent) {
      if ((outline_.own[node] & marker) != 0) found = node;
    }
    return found;
  }

  bool is_title(std::uint32_t i) const {
    if (hints_.title.empty() || block(i).characters > 400) return false;
    const std::string letters = block_letters(page_, block(i));
    if (letters.size() < 4) return false;
    return letters == hints_.title ||
           (letters.size() > 15 && hints_.title.find(letters) != std::string::npos) ||
           (hints_.title.size() > 15 && letters.find(hints_.title) != std::string::npos);
  }

  void assign_roles() {
    for (std::uint32_t i = first_; i < end_; ++i) {
      if ((place(i) & (kMarksHidden | kMarksConsent)) != 0 && !known_[i]) continue;
      taken_[i] = true;
      roles_[i] = role_of(i);
    }
  }

  // A heading that is a link leads to another report; what stands with it in its box is a teaser.
  void mark_teasers() {
    for (std::uint32_t i = first_; i < end_; ++i) {
      if (!taken_[i] || !is_heading(i) || known_[i] || block(i).link_share() < 0.8) continue;
      if ((place(i) & kInTopHeading) != 0 || roles_[i] == BlockRole::kHeadline) continue;
      std::uint32_t box = block(i).element;
      constexpr std::uint32_t kMostProse = 700;
      int steps = 0;
      while (page_.nodes[box].parent > region_ && steps++ < 4) {
        const std::uint32_t around = page_.nodes[box].parent;
        const std::uint32_t headings = count_headings(around);
        if (outline_.prose_in(page_, around) > kMostProse || headings > 1) break;
        box = around;
      }
      const std::uint32_t from = std::max(first_, outline_.first_block[box]);
      const std::uint32_t to = std::min(end_, outline_.first_block[page_.nodes[box].end]);
      for (std::uint32_t k = from; k < to; ++k) {
        if (!known_[k]) roles_[k] = BlockRole::kRelated;
      }
    }
  }

  std::uint32_t count_headings(std::uint32_t node) const {
    const std::uint32_t to = std::min(end_, outline_.first_block[page_.nodes[node].end]);
    std::uint32_t count = 0;
    constexpr std::uint32_t kFar = 40;  // blocks; a box of more is no teaser
    const std::uint32_t from = std::max(first_, outline_.first_block[node]);
    if (to > from + kFar) return kFar;
    for (std::uint32_t k = from; k < to; ++k) count += is_heading(k) ? 1 : 0;
    return count;
  }

  // The innermost list or table around a block, 0 for none.
  std::uint32_t holder(std::uint32_t i, BlockRole role) const {
    for (std::uint32_t node = block(i).element; node > region_; node = page_.nodes[node].parent) {
      const Tag tag = page_.nodes[node].tag;
      if (role == BlockRole::kTable ? tag == Tag::kTable
                                    : tag == Tag::kUl || tag == Tag::kOl || tag == Tag::kDl) {
        return node;
      }
    }
    return 0;
  }

  void settle_lists_and_tables() {
    for (std::uint32_t i = first_; i < end_; ++i) {
      if (!taken_[i] || known_[i]) continue;
      const BlockRole role = roles_[i];
      if (role != BlockRole::kList && role != BlockRole::kTable) continue;
      const std::uint32_t node = holder(i, role);
      if (node == 0) continue;
      const std::uint32_t end = std::min(end_, outline_.first_block[page_.nodes[node].end]);
      double characters = 0;
      double linked = 0;
      double prose = 0;
      int led = 0;  // blocks that begin with a title's length of link
      for (std::uint32_t k = i; k < end; ++k) {
        characters += block(k).characters;
        linked += block(k).linked;
        constexpr std::uint32_t kTitle = 20;
        led += block(k).lead >= kTitle ? 1 : 0;
        prose += block(k).prose() ? block(k).characters : 0;
      }
      BlockRole settled = role;
      constexpr int kFew = 3;
      const bool teasers = led >= kFew && led * 2 >= static_cast<int>(end - i);
      if (role == BlockRole::kList && (linked > 0.5 * characters || teasers)) {
        settled = BlockRole::kRelated;
      }
      if (role == BlockRole::kTable && prose > 0.6 * characters) settled = BlockRole::kBody;
      for (std::uint32_t k = i; k < end; ++k) {
        if (taken_[k] && roles_[k] == role) roles_[k] = settled;
      }
      i = std::max(i, end - 1);
    }
  }

  bool is_heading(std::uint32_t i) const { return (place(i) & kInHeading) != 0; }

  // A heading over nothing that is kept belongs to what was left out. Headings in a row, as over
  // pictures, count as text where none is a link.
  void settle_headings() {
    bool text_after = false;
    for (std::uint32_t i = end_; i-- > first_;) {
      if (!taken_[i]) continue;
      if (is_heading(i) && roles_[i] == BlockRole::kBody) {
        const bool keep = known_[i] || (text_after && block(i).link_share() <= 0.5);
        if (!keep) roles_[i] = BlockRole::kBoilerplate;
        continue;
      }
      const bool main = text::is_main_text(roles_[i]) || roles_[i] == BlockRole::kTable;
      if (main) {
        text_after = true;
      } else if (roles_[i] == BlockRole::kRelated || roles_[i] == BlockRole::kComment) {
        text_after = false;
      }
    }
  }

  // Scraps before the first and after the last running text are no part of the report.
  void trim_ends() {
    const auto scrap = [&](std::uint32_t i) {
      return !known_[i] && !block(i).prose() && block(i).stops == 0;
    };
    for (std::uint32_t i = first_; i < end_; ++i) {
      if (!taken_[i] || roles_[i] != BlockRole::kBody) continue;
      if (!scrap(i) || is_heading(i)) break;
      roles_[i] = BlockRole::kBoilerplate;
    }
    for (std::uint32_t i = end_; i-- > first_;) {
      if (!taken_[i] || (roles_[i] != BlockRole::kBody && roles_[i] != BlockRole::kList)) continue;
      if (!scrap(i) || roles_[i] == BlockRole::kList) break;
      roles_[i] = BlockRole::kBoilerplate;
    }
  }

  // The <h1> nearest above the report, where no heading is the title that the metadata give;
  // first_ where there is none.
  std::uint32_t top_heading() {
    constexpr std::uint32_t kLongest = 300;
    for (std::uint32_t i = first_; i-- > 0;) {
      const MarkerSet context = outline_.context[block(i).element];
      if ((context & kInTopHeading) == 0 || (context & (kOutside | kMarksKicker)) != 0) continue;
      if (block(i).characters > kLongest || block(i).link_share() > 0.5) continue;
      taken_[i] = true;
      roles_[i] = BlockRole::kHeadline;
      return i;
    }
    return first_;
  }

  // Headline, standfirst and byline that stand above the region.
  void add_front_matter() {
    bool have_headline = false;
    for (std::uint32_t i = first_; i < end_; ++i) {
      have_headline = have_headline || (taken_[i] && roles_[i] == BlockRole::kHeadline);
    }
    std::uint32_t headline = first_;
    if (!have_headline) {
      for (std::uint32_t i = first_; i-- > 0;) {
        const MarkerSet context = outline_.context[block(i).element];
        if ((context & kInHeading) == 0 || !is_title(i)) continue;
        headline = i;
        taken_[i] = true;
        roles_[i] = BlockRole::kHeadline;
        break;
      }
    }
    if (headline == first_ && !have_headline) headline = top_heading();
    if (headline == first_) return;
    for (std::uint32_t i = headline + 1; i < first_; ++i) {
      const MarkerSet context = outline_.context[block(i).element];
      if (known_[i]) {
        taken_[i] = true;
        roles_[i] = BlockRole::kBody;
        continue;
      }
      if ((context & (kOutside | kInFigure | kInFigcaption | kMarksCaption | kMarksCredit)) != 0) {
        continue;
      }
      const std::string letters = block_letters(page_, block(i));
      const bool described = letters.size() >= 20 && !hints_.description.empty() &&
                             (hints_.description.find(letters) != std::string::npos ||
                              letters.find(hints_.description) != std::string::npos);
      if ((context & kMarksStandfirst) != 0 || described) {
        taken_[i] = block(i).characters >= 20;
        roles_[i] = BlockRole::kStandfirst;
      } else if ((context & (kMarksByline | kMarksDate)) != 0 && block(i).characters < 200) {
        taken_[i] = true;
        roles_[i] = BlockRole::kByline;
      }
    }
  }

  const Page& page_;
  const Outline& outline_;
  const ContentHints& hints_;
  std::vector<bool> known_;
  std::vector<MarkerSet> place_;
  std::vector<BlockRole> roles_;
  std::vector<bool> taken_;
  std::uint32_t region_ = 0;
  std::uint32_t first_ = 0;
  std::uint32_t end_ = 0;
};

}  // namespace

std::string block_letters(const Page& page, const PageBlock& block, std::size_t limit) {
  std::string words;
  each_read_node(page, block.first_node, block.end_node, [&](std::uint32_t i) {
    if (page.nodes[i].tag != Tag::kText || words.size() >= limit) return;
    const std::string_view raw = page.bytes(page.nodes[i]).substr(0, limit);
    if (raw.find('&') == std::string_view::npos) {
      words += raw;
    } else {
      words += attribute_text(raw);
    }
  });
  return letters_of(words);
}

std::vector<Piece> find_main_content(const Page& page, const Outline& outline,
                                     const ContentHints& hints, std::uint32_t* region) {
  ContentFinder finder(page, outline, hints);
  std::vector<Piece> pieces = finder.run();
  if (region != nullptr) *region = finder.region();
  return pieces;
}

}  // namespace parley::markup
