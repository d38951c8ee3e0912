#include "parley/markup/outline.h"

#include <algorithm>

#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

constexpr std::uint32_t kLongestReference = 12;

struct Amount {
  std::uint32_t characters = 0;
  std::uint32_t stops = 0;
  std::uint32_t commas = 0;
};

Amount measure(std::string_view bytes) {
  Amount amount;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c <= ' ' || (c >= 0x80 && c < 0xC0)) continue;
    if (c == '&') {
      const std::size_t end = bytes.substr(i, kLongestReference).find(';');
      if (end != std::string_view::npos) {
        const bool space =
            bytes.substr(i).starts_with("&nbsp;") || bytes.substr(i).starts_with("&#160;");
        i += end;
        amount.characters += space ? 0 : 1;
        continue;
      }
    }
    if (c == 0xC2 && i + 1 < bytes.size() && bytes[i + 1] == '\xA0') continue;
    ++amount.characters;
    if (c == ',') ++amount.commas;
    const bool stop = c == '.' || c == '!' || c == '?';
    if (stop && (i + 1 >= bytes.size() || static_cast<unsigned char>(bytes[i + 1]) <= ' ' ||
                 static_cast<unsigned char>(bytes[i + 1]) >= 0x80 || bytes[i + 1] == '"' ||
                 bytes[i + 1] == '\'' || bytes[i + 1] == ')' || bytes[i + 1] == '&')) {
      ++amount.stops;
    }
    // The ideographic full stop and comma.
    if (c == 0xE3 && bytes.substr(i, 3) == "\xE3\x80\x82") ++amount.stops;
    if (c == 0xE3 && bytes.substr(i, 3) == "\xE3\x80\x81") ++amount.commas;
  }
  return amount;
}

MarkerSet place_of(Tag tag) {
  switch (tag) {
    case Tag::kNav:
      return kInNav;
    case Tag::kFooter:
      return kInFooter;
    case Tag::kHeader:
      return kInHeader;
    case Tag::kAside:
      return kInAside;
    case Tag::kFigure:
      return kInFigure;
    case Tag::kFigcaption:
      return kInFigcaption;
    case Tag::kTable:
      return kInTable;
    case Tag::kUl:
    case Tag::kOl:
    case Tag::kDl:
      return kInList;
    case Tag::kBlockquote:
      return kInQuote;
    case Tag::kForm:
      return kInForm;
    case Tag::kH1:
      return kInHeading | kInTopHeading;
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      return kInHeading;
    case Tag::kArticle:
    case Tag::kMain:
      return kInArticle;
    case Tag::kAddress:
      return kInAddress;
    case Tag::kButton:
    case Tag::kOption:
    case Tag::kLabel:
    case Tag::kLegend:
    case Tag::kSummary:
      return kInControl;
    case Tag::kTime:
      return kInTime;
    default:
      return 0;
  }
}

class Outliner {
 public:
  explicit Outliner(const Page& page) : page_(page) {}

  Outline run() {
    const std::size_t size = page_.nodes.size();
    out_.first_block.assign(size + 1, 0);
    cut_blocks();
    fill_prose();
    read_contexts();
    return std::move(out_);
  }

 private:
  void cut_blocks() {
    const std::vector<Node>& nodes = page_.nodes;
    std::vector<std::uint32_t> block_of(nodes.size(), 0);
    std::uint32_t link_end = 0;
    bool cut = true;
    int line_breaks = 0;
    for (std::uint32_t i = 1; i < nodes.size(); ++i) {
      const Node& node = nodes[i];
      out_.first_block[i] = static_cast<std::uint32_t>(out_.blocks.size());
      if (node.tag == Tag::kText) {
        const Amount amount = measure(page_.bytes(node));
        if (amount.characters == 0) continue;
        const std::uint32_t element = block_of[node.parent];
        if (cut || line_breaks > 1 || out_.blocks.empty() ||
            out_.blocks.back().element != element) {
          out_.blocks.push_back({element, i, i + 1});
          out_.first_block[i] = static_cast<std::uint32_t>(out_.blocks.size() - 1);
        }
        PageBlock& block = out_.blocks.back();
        block.end_node = i + 1;
        if (i < link_end && block.linked == block.characters) block.lead += amount.characters;
        block.characters += amount.characters;
        block.stops += amount.stops;
        block.commas += amount.commas;
        if (i < link_end) block.linked += amount.characters;
        cut = false;
        line_breaks = 0;
        continue;
      }
      const bool is_block = has(node.tag, kBlock);
      block_of[i] = is_block ? i : block_of[node.parent];
      cut = cut || is_block;
      if (node.tag == Tag::kBr) ++line_breaks;
      if (node.tag == Tag::kA && page_.has_attribute(node, AttributeName::kHref)) {
        link_end = std::max(link_end, node.end);
      }
      if (is_unread(node)) {
        for (std::uint32_t k = i + 1; k < node.end; ++k) {
          out_.first_block[k] = static_cast<std::uint32_t>(out_.blocks.size());
        }
        if (node.end > i + 1) i = node.end - 1;
      }
    }
    out_.first_block[nodes.size()] = static_cast<std::uint32_t>(out_.blocks.size());
    if (!nodes.empty()) out_.first_block[0] = 0;
  }

  void fill_prose() {
    out_.prose_before.reserve(out_.blocks.size() + 1);
    std::uint32_t sum = 0;
    for (const PageBlock& block : out_.blocks) {
      out_.prose_before.push_back(sum);
      if (block.prose()) sum += block.characters - block.linked;
    }
    out_.prose_before.push_back(sum);
  }

  // Class words are often wrong about an element that holds most of the page ("has-sidebar").
  MarkerSet believable(std::uint32_t node, MarkerSet markers) const {
    constexpr MarkerSet kFurniture = kMarksRelated | kMarksBoilerplate | kMarksWeak | kMarksHidden |
                                     kMarksCaption | kMarksCredit | kMarksByline | kMarksDate |
                                     kMarksStandfirst | kMarksHeadline | kMarksKicker | kMarksQuote;
    if (markers == 0) return 0;
    const Tag tag = page_.nodes[node].tag;
    if (tag == Tag::kHtml || tag == Tag::kBody) return 0;
    constexpr MarkerSet kAnyFurniture = kFurniture | kMarksComment | kMarksConsent;
    if (landmarks_[page_.nodes[node].end] != landmarks_[node + 1]) markers &= ~kAnyFurniture;
    const std::uint32_t all = out_.prose_before.back();
    const std::uint32_t here = out_.prose_in(page_, node);
    // A paragraph that a script shows later is still the report's.
    if (tag == Tag::kP && here > 0) markers &= ~kMarksHidden;
    if (here > 0 && static_cast<double>(here) > 0.5 * all) markers &= ~kFurniture;
    // A paragraph may be styled like furniture, a picture's box may hold half the report.
    if (tag == Tag::kP && here > 0) markers &= ~kMarksBoilerplate;
    constexpr std::uint32_t kMuchProse = 600;
    if (here > kMuchProse)
      markers &= ~(kMarksCaption | kMarksPicture | kMarksCredit | kMarksByline);
    if ((markers & kMarksStandfirst) != 0) markers &= ~kMarksRelated;
    if (here > 0 && static_cast<double>(here) > 0.85 * all) markers &= ~kMarksComment;
    if ((markers & kMarksArticleBody) != 0) markers &= ~kFurniture;
    // What holds the report and is tagged with its subjects: "post category-news tag-ports".
    const bool holder = (markers & kMarksContent) != 0 || tag == Tag::kArticle || tag == Tag::kMain;
    if (holder && here > 0) markers &= ~(kMarksBoilerplate | kMarksWeak | kMarksDate);
    return markers;
  }

  // What stands around the page's main part or its first heading is no mere furniture.
  void count_landmarks() {
    landmarks_.assign(page_.nodes.size() + 2, 0);
    std::uint32_t count = 0;
    for (std::uint32_t i = 0; i < page_.nodes.size(); ++i) {
      landmarks_[i] = count;
      const Node& node = page_.nodes[i];
      const bool heading =
          node.tag == Tag::kH1 && out_.first_block[i] != out_.first_block[node.end];
      if (node.tag == Tag::kMain || heading) ++count;
    }
    landmarks_[page_.nodes.size()] = count;
    landmarks_[page_.nodes.size() + 1] = count;
  }

  void read_contexts() {
    const std::vector<Node>& nodes = page_.nodes;
    MarkerReader reader(page_);
    count_landmarks();
    out_.own.assign(nodes.size(), 0);
    out_.context.assign(nodes.size(), 0);
    for (std::uint32_t i = 1; i < nodes.size(); ++i) {
      const Node& node = nodes[i];
      const MarkerSet around = out_.context[node.parent];
      if (node.tag == Tag::kText) {
        out_.context[i] = around;
        continue;
      }
      const bool holds_text = has(node.tag, kBlock)
                                  ? out_.first_block[i] != out_.first_block[node.end]
                                  : node.end > i + 1;
      if (!holds_text || is_unread(node)) {
        out_.context[i] = around;
        continue;
      }
      if (node.attributes > 0) out_.own[i] = believable(i, reader.read(node));
      out_.context[i] = around | out_.own[i] | place_of(node.tag);
    }
  }

  const Page& page_;
  Outline out_;
  std::vector<std::uint32_t> landmarks_;  // a node: <main> and <h1> before it
};

}  // namespace

Outline outline_page(const Page& page) { return Outliner(page).run(); }

}  // namespace parley::markup
