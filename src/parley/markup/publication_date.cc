#include "parley/markup/publication_date.h"

#include <fmt/format.h>

#include <algorithm>

#include "parley/markup/page_date.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

using text::BlockRole;
using text::DateBasis;

constexpr MarkerSet kElsewhere = kInNav | kInAside | kInFooter | kMarksRelated | kMarksComment;

class DateFinder {
 public:
  DateFinder(const Page& page, const Outline& outline, const PageFacts& facts,
             const std::vector<Piece>& pieces)
      : page_(page),
        outline_(outline),
        facts_(facts),
        pieces_(pieces),
        order_(number_order(facts.language.value_or(""))) {}

  FoundDate run() {
    if (from_metadata(/*published=*/true)) {
      use_local_day();
      return found_;
    }
    if (from_times()) return found_;
    if (from_address()) return found_;
    if (from_marked_text()) return found_;
    if (from_metadata(/*published=*/false)) return found_;
    if (from_plain_text()) return found_;
    from_modified();
    return found_;
  }

 private:
  void take(const PageDate& date, DateBasis basis) {
    found_.published.value = date.value();
    found_.published.precision =
        date.clock.empty() ? text::DatePrecision::kDay : text::DatePrecision::kMinute;
    found_.published.basis = basis;
  }

  bool from_metadata(bool published) {
    std::optional<PageDate> best;
    const DateCandidate* origin = nullptr;
    for (const DateCandidate& candidate : facts_.dates) {
      if (candidate.modified || candidate.published != published ||
          candidate.place == DatePlace::kTime) {
        continue;
      }
      const std::optional<PageDate> date = find_page_date(candidate.words, order_);
      if (!date) continue;
      if (!best || candidate.place < origin->place) {
        if (best && best->day != date->day) note(*best);
        best = date;
        origin = &candidate;
      } else if (date->day != best->day) {
        note(*date);
      }
    }
    if (!best) return false;
    take(*best, DateBasis::kMetadata);
    return true;
  }

  // Metadata often tell the time in UTC, addresses the day where the outlet is.
  void use_local_day() {
    const std::string& value = *found_.published.value;
    if (!value.ends_with('Z') && !value.ends_with("+00:00")) return;
    const auto utc = base::parse_iso_date(std::string_view(value).substr(0, 10));
    const int hour = (value[11] - '0') * 10 + (value[12] - '0');
    const auto fits = [&](const std::optional<PageDate>& date) {
      return date && utc &&
             ((hour < 12 && date->day == base::add_days(*utc, -1)) ||
              (hour >= 10 && date->day == base::add_days(*utc, 1)));
    };
    const std::optional<PageDate> local =
        facts_.canonical ? find_address_date(*facts_.canonical) : std::nullopt;
    if (fits(local)) take(*local, DateBasis::kUrl);
  }

  void note(const PageDate& other) {
    if (!found_.conflict) found_.conflict = base::to_iso(other.day);
  }

  // The first <time> of the report itself, or near its headline.
  bool from_times() {
    const std::uint32_t start = headline_node();
    const DateCandidate* best = nullptr;
    std::optional<PageDate> best_date;
    for (const DateCandidate& candidate : facts_.dates) {
      if (candidate.place != DatePlace::kTime || candidate.modified) continue;
      if ((outline_.context[candidate.node] & kElsewhere) != 0) continue;
      const std::optional<PageDate> date = find_page_date(candidate.words, order_);
      if (!date) continue;
      const bool better =
          best == nullptr || (candidate.published && !best->published) ||
          (best->node < start && candidate.node > start && candidate.published == best->published);
      if (better) {
        best = &candidate;
        best_date = date;
      }
    }
    if (best == nullptr) return false;
    take(*best_date, DateBasis::kMetadata);
    return true;
  }

  std::uint32_t headline_node() const {
    for (const Piece& piece : pieces_) {
      if (piece.role == BlockRole::kHeadline) {
        const std::uint32_t node = outline_.blocks[piece.block].first_node;
        constexpr std::uint32_t kBefore = 60;  // the date may stand right above the headline
        return node > kBefore ? node - kBefore : 0;
      }
    }
    return 0;
  }

  bool from_address() {
    if (!facts_.canonical) return false;
    const std::optional<PageDate> date = find_address_date(*facts_.canonical);
    if (!date) return false;
    take(*date, DateBasis::kUrl);
    return true;
  }

  std::string block_words(const PageBlock& block) const {
    std::string words;
    each_read_node(page_, block.first_node, block.end_node, [&](std::uint32_t i) {
      constexpr std::size_t kEnough = 400;
      if (page_.nodes[i].tag == Tag::kText && words.size() < kEnough) {
        words += page_.bytes(page_.nodes[i]).substr(0, kEnough);
        words += ' ';
      }
    });
    return words;
  }

  // Short blocks that class words mark as dates or bylines, near the report first.
  bool from_marked_text() { return from_blocks(kMarksDate | kMarksByline | kInTime, 200); }
  bool from_plain_text() { return from_blocks(0, 120); }

  bool from_blocks(MarkerSet marks, std::uint32_t longest) {
    const std::optional<PageDate> date = shown_date(marks, longest);
    if (!date) return false;
    take(*date, DateBasis::kByline);
    return true;
  }

  // The date in the first short block with one of `marks` (0: any) after the headline, else before.
  std::optional<PageDate> shown_date(MarkerSet marks, std::uint32_t longest) const {
    const std::uint32_t start = headline_node();
    std::optional<PageDate> before;
    for (const PageBlock& block : outline_.blocks) {
      if (block.characters > longest || block.characters < 6) continue;
      const MarkerSet context = outline_.context[block.element];
      if ((context & kElsewhere) != 0 || (marks != 0 && (context & marks) == 0)) continue;
      const std::optional<PageDate> date = find_page_date(block_words(block), order_);
      if (!date) continue;
      if (block.first_node >= start) return date;
      if (!before) before = date;
    }
    return before;
  }

  bool from_modified() {
    for (const DateCandidate& candidate : facts_.dates) {
      if (!candidate.modified) continue;
      const std::optional<PageDate> date = find_page_date(candidate.words, order_);
      if (!date) continue;
      take(*date, DateBasis::kMetadata);
      found_.conflict.reset();
      return true;
    }
    return false;
  }

  const Page& page_;
  const Outline& outline_;
  const PageFacts& facts_;
  const std::vector<Piece>& pieces_;
  NumberOrder order_;
  FoundDate found_;
};

}  // namespace

FoundDate find_publication_date(const Page& page, const Outline& outline, const PageFacts& facts,
                                const std::vector<Piece>& pieces) {
  return DateFinder(page, outline, facts, pieces).run();
}

}  // namespace parley::markup
