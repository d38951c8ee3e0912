// Lines become paragraphs (one each, or several where the text is wrapped at a width); then each
// paragraph gets its role in passes from the surest sign to the weakest: phrases of page furniture,
// photo credits with the captions before them, repeated lines, bylines and date lines, the
// headline, datelines. What no pass has claimed is body.
#include "parley/intake/find_blocks.h"

#include <algorithm>
#include <unordered_map>

#include "parley/intake/line_shapes.h"
#include "parley/intake/page_phrases.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

using text::Block;
using text::BlockRole;
using text::Span;

struct Paragraph {
  Span span;
  bool blank_before = true;
  bool settled = false;
  BlockRole role = BlockRole::kBody;
  std::uint32_t credit = 0;    // where a credit at its end begins; span.end for none
  std::uint32_t dateline = 0;  // where a dateline at its start ends; span.start for none
};

constexpr std::size_t kTopParagraphs = 8;  // where bylines and date lines are looked for

class LayoutFinder {
 public:
  LayoutFinder(std::string_view text, std::string_view title) : text_(text), title_(title) {}

  PageLayout run() {
    split_lines();
    join_wrapped();
    mark_phrases();
    mark_credits();
    mark_repeats();
    mark_bylines();
    mark_headline();
    mark_datelines();
    return finish();
  }

 private:
  std::string_view at(Span span) const { return text_.substr(span.start, span.size()); }
  std::string_view at(const Paragraph& paragraph) const { return at(paragraph.span); }

  static void settle(Paragraph& paragraph, BlockRole role) {
    paragraph.role = role;
    paragraph.settled = true;
  }

  void split_lines() {
    bool blank = true;
    for (std::size_t i = 0; i < text_.size();) {
      std::size_t end = text_.find('\n', i);
      if (end == std::string_view::npos) end = text_.size();
      std::size_t start = i;
      std::size_t stop = end;
      while (start < stop && text::is_ascii_space(text_[start])) ++start;
      while (stop > start && text::is_ascii_space(text_[stop - 1])) --stop;
      i = end + 1;
      if (start == stop) {
        blank = true;
        continue;
      }
      Paragraph line;
      line.span = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(stop)};
      line.blank_before = blank;
      paragraphs_.push_back(line);
      blank = false;
    }
  }

  // Text wrapped at a width has many adjoining lines of about that width that stop in mid-sentence.
  void join_wrapped() {
    constexpr std::uint32_t kMinWidth = 45;
    constexpr std::uint32_t kMaxWidth = 120;
    constexpr std::size_t kMinCuts = 3;
    std::vector<std::uint32_t> widths;
    std::size_t cuts = 0;
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      widths.push_back(paragraphs_[i].span.size());
      if (i + 1 < paragraphs_.size() && !paragraphs_[i + 1].blank_before &&
          widths.back() >= kMinWidth && widths.back() <= kMaxWidth &&
          !ends_sentence(at(paragraphs_[i]))) {
        ++cuts;
      }
    }
    if (cuts < kMinCuts || cuts * 3 < widths.size()) return;
    std::ranges::sort(widths);
    const std::uint32_t width = widths[widths.size() * 95 / 100];
    if (width > kMaxWidth) return;
    std::vector<Paragraph> joined;
    std::uint32_t last_line = 0;  // width of the line that the paragraph ends with so far
    for (const Paragraph& line : paragraphs_) {
      if (!joined.empty() && !line.blank_before && last_line * 10 >= width * 7) {
        soft_breaks_.push_back({joined.back().span.end, line.span.start});
        joined.back().span.end = line.span.end;
      } else {
        joined.push_back(line);
      }
      last_line = line.span.size();
    }
    paragraphs_ = std::move(joined);
  }

  void mark_phrases() {
    enum class Run : std::uint8_t { kNone, kLines, kRest };
    Run run = Run::kNone;  // how far a heading gives its role to the lines after it
    BlockRole run_role = BlockRole::kBoilerplate;
    for (Paragraph& paragraph : paragraphs_) {
      if (run == Run::kRest) {
        settle(paragraph, run_role);
        continue;
      }
      const std::optional<PhraseMatch> match = paragraph.span.size() <= kMaxPhraseLine
                                                   ? match_phrase(fold_line(at(paragraph)))
                                                   : std::nullopt;
      if (match) {
        settle(paragraph, match->role);
        run_role = match->role;
        run = match->place == PhrasePlace::kRest      ? Run::kRest
              : match->place == PhrasePlace::kHeading ? Run::kLines
                                                      : Run::kNone;
      } else if (run == Run::kLines && !ends_sentence(at(paragraph)) &&
                 count_words(at(paragraph)) <= 25) {
        settle(paragraph, run_role);
      } else {
        run = Run::kNone;
      }
    }
  }

  void mark_credits() {
    constexpr std::size_t kMaxCaptionBytes = 700;
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      Paragraph& paragraph = paragraphs_[i];
      if (paragraph.span.size() > kMaxCaptionBytes) continue;
      const bool credit_line = paragraph.settled && paragraph.role == BlockRole::kCredit;
      if (!credit_line) {
        if (paragraph.settled) continue;
        const std::optional<std::size_t> start = credit_start(at(paragraph));
        if (!start) continue;
        settle(paragraph, *start == 0 ? BlockRole::kCredit : BlockRole::kCaption);
        paragraph.credit = paragraph.span.start + static_cast<std::uint32_t>(*start);
        if (*start > 0) mark_alternative_text(i);
      }
      // A line of its own: the caption is the line right before.
      if (paragraph.role == BlockRole::kCredit && i > 0 && !paragraph.blank_before &&
          !paragraphs_[i - 1].settled && paragraphs_[i - 1].span.size() <= kMaxCaptionBytes / 2) {
        settle(paragraphs_[i - 1], BlockRole::kCaption);
        mark_alternative_text(i - 1);
      }
    }
  }

  // A few words without a stop that stand right before a caption describe the same picture.
  void mark_alternative_text(std::size_t caption) {
    constexpr std::size_t kMaxWords = 8;
    if (caption == 0 || paragraphs_[caption].blank_before) return;
    Paragraph& before = paragraphs_[caption - 1];
    if (!before.settled && count_words(at(before)) <= kMaxWords && !ends_sentence(at(before))) {
      settle(before, BlockRole::kCaption);
    }
  }

  void mark_repeats() {
    std::unordered_map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      if (paragraphs_[i].settled) continue;
      const auto [first, fresh] = seen.emplace(fold_line(at(paragraphs_[i])), i);
      if (fresh) continue;
      settle(paragraphs_[i], BlockRole::kBoilerplate);
      repeated_.push_back(paragraphs_[i].span);
    }
  }

  void mark_bylines() {
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      const bool edge = i < kTopParagraphs || i + 3 >= paragraphs_.size();
      if (paragraphs_[i].settled || !edge) continue;
      const std::string_view line = at(paragraphs_[i]);
      if (is_date_line(line)) {
        date_lines_.push_back(paragraphs_[i].span);
        settle(paragraphs_[i], BlockRole::kByline);
        continue;
      }
      std::vector<std::string> names = byline_names(line);
      if (names.empty()) continue;
      settle(paragraphs_[i], BlockRole::kByline);
      for (std::string& name : names) authors_.push_back(std::move(name));
    }
  }

  void mark_headline() {
    constexpr std::size_t kMaxHeadlineWords = 30;
    const std::string title = fold_line(title_);
    std::size_t first = 0;
    while (first < paragraphs_.size() && paragraphs_[first].settled) ++first;
    if (first >= paragraphs_.size() || first >= kTopParagraphs) return;
    Paragraph& head = paragraphs_[first];
    const std::string_view line = at(head);
    const bool is_title = !title.empty() && fold_line(line) == title;
    const bool more = std::any_of(
        paragraphs_.begin() + static_cast<std::ptrdiff_t>(first) + 1, paragraphs_.end(),
        [&](const Paragraph& later) { return !later.settled && ends_sentence(at(later)); });
    const bool question = line.ends_with('?');
    if (!is_title && (!more || count_words(line) > kMaxHeadlineWords ||
                      (ends_sentence(line) && !question) || line.ends_with(':') ||
                      line.ends_with(',') || dateline_length(line) > 0 || is_list_item(line))) {
      return;
    }
    settle(head, BlockRole::kHeadline);
    headline_ = head.span;
    mark_standfirst(first + 1);
  }

  void mark_standfirst(std::size_t i) {
    constexpr std::size_t kMaxWords = 45;
    while (i < paragraphs_.size() && paragraphs_[i].settled) ++i;
    if (i + 1 >= paragraphs_.size() || i >= kTopParagraphs) return;
    const std::string_view line = at(paragraphs_[i]);
    const std::size_t words = count_words(line);
    if (words < 4 || words > kMaxWords || ends_sentence(line) || line.ends_with(':') ||
        dateline_length(line) > 0 || is_list_item(line)) {
      return;
    }
    settle(paragraphs_[i], BlockRole::kStandfirst);
  }

  void mark_datelines() {
    constexpr int kTries = 3;  // body paragraphs that may hold it
    int tries = 0;
    for (Paragraph& paragraph : paragraphs_) {
      if (paragraph.settled) continue;
      if (is_list_item(at(paragraph))) {
        settle(paragraph, BlockRole::kList);
        continue;
      }
      if (dateline_ || tries++ >= kTries) continue;
      const std::size_t length = dateline_length(at(paragraph));
      if (length == 0) continue;
      paragraph.dateline = paragraph.span.start + static_cast<std::uint32_t>(length);
      dateline_ = Span{paragraph.span.start, paragraph.dateline};
    }
  }

  PageLayout finish() {
    PageLayout layout;
    for (const Paragraph& paragraph : paragraphs_) {
      Span span = paragraph.span;
      if (paragraph.dateline > span.start) {
        layout.blocks.push_back({{span.start, paragraph.dateline}, BlockRole::kDateline});
        span.start = paragraph.dateline;
      }
      if (paragraph.credit > span.start && paragraph.credit < span.end) {
        layout.blocks.push_back({{span.start, paragraph.credit}, paragraph.role});
        layout.blocks.push_back({{paragraph.credit, span.end}, BlockRole::kCredit});
      } else if (!span.empty()) {
        layout.blocks.push_back({span, paragraph.role});
      }
    }
    layout.headline = headline_;
    layout.dateline = dateline_;
    layout.date_lines = std::move(date_lines_);
    layout.repeated = std::move(repeated_);
    layout.soft_breaks = std::move(soft_breaks_);
    layout.authors = std::move(authors_);
    return layout;
  }

  std::string_view text_;
  std::string_view title_;
  std::vector<Paragraph> paragraphs_;
  std::optional<Span> headline_;
  std::optional<Span> dateline_;
  std::vector<Span> date_lines_;
  std::vector<Span> repeated_;
  std::vector<Span> soft_breaks_;
  std::vector<std::string> authors_;
};

}  // namespace

PageLayout find_blocks(std::string_view text, std::string_view title) {
  return LayoutFinder(text, title).run();
}

}  // namespace parley::intake
