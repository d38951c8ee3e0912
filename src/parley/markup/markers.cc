#include "parley/markup/markers.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

constexpr std::size_t kMaxValueBytes = 400;
constexpr std::array<std::string_view, 16> kKinds = {
    "content",    "comment",  "related", "boilerplate", "caption", "credit", "byline",  "date",
    "standfirst", "headline", "kicker",  "quote",       "weak",    "hidden", "consent", "picture"};

struct WordHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const {
    return std::hash<std::string_view>()(word);
  }
};
using MarkerTable = std::unordered_map<std::string, MarkerSet, WordHash, std::equal_to<>>;

const MarkerTable& marker_table() {
  static const MarkerTable table = [] {
    MarkerTable words;
    for (const base::TableRow& row : base::read_table("page_markers")) {
      for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
        if (kKinds[kind] == row.at(1)) words[std::string(row.at(0))] |= MarkerSet{1} << kind;
      }
    }
    return words;
  }();
  return table;
}

// "articleBody__text" as "article body text", with where each word begins.
void cut_words(std::string_view value, std::string& words, std::vector<std::size_t>& starts) {
  bool in_word = false;
  bool lower_before = false;
  for (const char c : value) {
    const bool upper = text::is_ascii_upper(c);
    const bool lower = text::is_ascii_lower(c);
    if (!upper && !lower && !text::is_ascii_digit(c)) {
      in_word = false;
      lower_before = false;
      continue;
    }
    if (text::is_ascii_digit(c)) {
      lower_before = false;
      continue;
    }
    if (!in_word || (upper && lower_before)) {
      if (!words.empty()) words += ' ';
      starts.push_back(words.size());
      in_word = true;
    }
    words += text::ascii_lower(c);
    lower_before = lower;
  }
}

// "hidden", "is-hidden" hide the element; "label-hidden" hides its label, "md:hidden" hides it at
// some widths. So only a class of at most two words that ends so counts.
MarkerSet hidden_tokens(std::string_view value) {
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t end = std::min(value.find(' ', i), value.size());
    const std::string_view token = value.substr(i, end - i);
    i = end + 1;
    constexpr std::size_t kLongest = 24;
    if (token.size() < 4 || token.size() > kLongest || token.find(':') != token.npos) continue;
    std::string words;
    std::vector<std::size_t> starts;
    cut_words(token, words, starts);
    if (starts.empty() || starts.size() > 3 || words.starts_with("label")) continue;
    const auto found = marker_table().find(words);
    const auto last = marker_table().find(std::string_view(words).substr(starts.back()));
    const bool whole = found != marker_table().end() && (found->second & kMarksHidden) != 0;
    const bool ending =
        starts.size() == 2 && last != marker_table().end() && (last->second & kMarksHidden) != 0;
    if (whole || ending) return kMarksHidden;
  }
  return 0;
}

}  // namespace

MarkerSet markers_in(std::string_view value) {
  const MarkerTable& table = marker_table();
  std::string words;
  std::vector<std::size_t> starts;
  cut_words(value.substr(0, kMaxValueBytes), words, starts);
  MarkerSet set = hidden_tokens(value);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    for (std::size_t length = 1; length <= 3 && i + length <= starts.size(); ++length) {
      const std::size_t end = i + length < starts.size() ? starts[i + length] - 1 : words.size();
      const auto found = table.find(std::string_view(words).substr(starts[i], end - starts[i]));
      if (found != table.end()) set |= found->second & ~kMarksHidden;
    }
  }
  return set;
}

MarkerSet MarkerReader::of_value(std::string_view value) {
  if (value.empty()) return 0;
  const auto [place, fresh] = seen_.try_emplace(value, 0);
  if (fresh) place->second = markers_in(value);
  return place->second;
}

MarkerSet MarkerReader::read(const Node& element) {
  MarkerSet set = 0;
  for (std::uint32_t i = 0; i < element.attributes; ++i) {
    const Attribute& attribute = page_.attributes[element.first_attribute + i];
    const std::string_view value =
        page_.html.substr(attribute.start, attribute.end - attribute.start);
    switch (attribute.name) {
      case AttributeName::kClass:
      case AttributeName::kId:
      case AttributeName::kDataComponent:
      case AttributeName::kDataTestid:
      case AttributeName::kRole:
        set |= of_value(value);
        break;
      case AttributeName::kItemprop:
        if (value == "articleBody") set |= kMarksArticleBody | kMarksContent;
        if (value == "headline") set |= kMarksHeadline;
        if (value == "author" || value == "creator") set |= kMarksByline;
        if (value == "datePublished" || value == "dateModified") set |= kMarksDate;
        if (value == "caption") set |= kMarksCaption;
        if (value == "comment") set |= kMarksComment;
        break;
      case AttributeName::kHidden:
        set |= kMarksHidden;
        break;
      case AttributeName::kAriaHidden:
        if (value == "true") set |= kMarksHidden;
        break;
      case AttributeName::kStyle:
        if (value.size() < kMaxValueBytes && (value.find("display:none") != value.npos ||
                                              value.find("display: none") != value.npos ||
                                              value.find("visibility:hidden") != value.npos)) {
          set |= kMarksHidden;
        }
        break;
      default:
        break;
    }
  }
  return set;
}

}  // namespace parley::markup
