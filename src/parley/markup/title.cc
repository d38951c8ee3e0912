#include "parley/markup/title.h"

#include <algorithm>
#include <array>

#include "parley/markup/known_words.h"
#include "parley/text/normalise.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

// Without the outlet's name after a bar or dash, if something is left.
std::string without_outlet(const std::string& title, const PageFacts& facts) {
  constexpr std::array<std::string_view, 6> kMarks = {
      " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: "};
  std::size_t cut = std::string::npos;
  const std::string outlet = letters_of(facts.outlet.value_or(""));
  for (const std::string_view mark : kMarks) {
    const std::size_t at = title.rfind(mark);
    if (at == std::string::npos || at == 0) continue;
    const std::string rest = letters_of(title.substr(at + mark.size()));
    const bool names_outlet =
        !outlet.empty() && rest.size() > 2 &&
        (rest.find(outlet) != std::string::npos || outlet.find(rest) != std::string::npos);
    if (names_outlet || mark == " | ") cut = std::min(cut, at);
  }
  return cut == std::string::npos ? title : title.substr(0, cut);
}

}  // namespace

std::optional<std::string> choose_title(const Page& page, const Outline& outline,
                                        const PageFacts& facts) {
  std::string heading;
  const std::string known = letters_of(facts.social_title + facts.page_title + facts.json_title);
  for (const PageBlock& block : outline.blocks) {
    const Tag tag = page.nodes[block.element].tag;
    if (tag != Tag::kH1 && tag != Tag::kH2) continue;
    std::string words = node_text(page, block.element, 600);
    const std::string letters = letters_of(words);
    if (letters.size() < 8 || known.find(letters) == std::string::npos) continue;
    if (letters.size() > letters_of(heading).size()) heading = std::move(words);
  }
  if (!heading.empty()) return text::to_nfc(heading);
  for (const std::string* title : {&facts.social_title, &facts.json_title, &facts.page_title}) {
    if (!title->empty()) return text::to_nfc(without_outlet(*title, facts));
  }
  return std::nullopt;
}

std::vector<std::string> choose_authors(const PageFacts& facts) {
  for (const auto* list : {&facts.json_authors, &facts.meta_authors, &facts.marked_authors}) {
    if (!list->empty()) return *list;
  }
  return {};
}

}  // namespace parley::markup
