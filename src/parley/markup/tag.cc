// Names are looked up in a hash table that the compiler builds: at most a few steps each, whatever
// the page holds.
#include "parley/markup/tag.h"

#include <array>
#include <cstddef>

#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

struct TagInfo {
  std::string_view name;
  std::uint16_t properties = 0;
};

constexpr std::uint16_t kBox = kBlock | kEndsP | kSpecial;
constexpr std::uint16_t kCell = kBlock | kSpecial | kScope;

// In the order of the enumeration.
constexpr std::array<TagInfo, static_cast<std::size_t>(Tag::kCount)> kTags = {{
    {"", 0},
    {"", 0},
    {"a", kFormat},
    {"abbr", 0},
    {"address", kBox},
    {"applet", kSpecial | kScope | kUnread},
    {"area", kVoid},
    {"article", kBox},
    {"aside", kBox},
    {"audio", kUnread},
    {"b", kFormat},
    {"base", kVoid},
    {"blockquote", kBox},
    {"body", kBlock | kSpecial},
    {"br", kVoid},
    {"button", kBlock | kSpecial},
    {"canvas", kUnread},
    {"caption", kCell},
    {"center", kBox},
    {"cite", 0},
    {"code", kFormat},
    {"col", kVoid},
    {"colgroup", kSpecial},
    {"datalist", kUnread},
    {"dd", kBox},
    {"details", kBox},
    {"dialog", kBox},
    {"dir", kBox},
    {"div", kBox},
    {"dl", kBox},
    {"dt", kBox},
    {"em", kFormat},
    {"embed", kVoid},
    {"fieldset", kBox},
    {"figcaption", kBox},
    {"figure", kBox},
    {"font", kFormat},
    {"footer", kBox},
    {"form", kBox},
    {"h1", kBox},
    {"h2", kBox},
    {"h3", kBox},
    {"h4", kBox},
    {"h5", kBox},
    {"h6", kBox},
    {"head", kSpecial},
    {"header", kBox},
    {"hgroup", kBox},
    {"hr", kVoid | kBlock | kEndsP},
    {"html", kBlock | kSpecial | kScope},
    {"i", kFormat},
    {"iframe", kRaw | kUnread},
    {"img", kVoid},
    {"input", kVoid},
    {"label", 0},
    {"legend", kBlock},
    {"li", kBox},
    {"link", kVoid},
    {"main", kBox},
    {"map", kUnread},
    {"marquee", kBlock | kSpecial | kScope},
    {"math", kUnread | kSpecial | kScope},
    {"menu", kBox},
    {"meta", kVoid},
    {"nav", kBox},
    {"nobr", kFormat},
    {"noembed", kRaw | kUnread},
    {"noframes", kRaw | kUnread},
    {"noscript", kBlock | kSpecial},
    {"object", kSpecial | kScope},
    {"ol", kBox},
    {"optgroup", kBlock},
    {"option", kBlock},
    {"p", kBox},
    {"param", kVoid},
    {"picture", 0},
    {"pre", kBox},
    {"q", 0},
    {"s", kFormat},
    {"section", kBox},
    {"select", kUnread | kBlock | kSpecial},
    {"small", kFormat},
    {"source", kVoid},
    {"span", 0},
    {"strike", kFormat},
    {"strong", kFormat},
    {"style", kRaw | kUnread},
    {"script", kRaw | kUnread},
    {"sub", 0},
    {"summary", kBox},
    {"sup", 0},
    {"svg", kUnread | kSpecial | kScope},
    {"table", kBlock | kSpecial | kScope | kEndsP},
    {"tbody", kBlock | kSpecial},
    {"td", kCell},
    {"template", kUnread | kSpecial | kScope},
    {"textarea", kRaw | kUnread},
    {"tfoot", kBlock | kSpecial},
    {"th", kCell},
    {"thead", kBlock | kSpecial},
    {"time", 0},
    {"title", kRaw | kUnread},
    {"tr", kBlock | kSpecial},
    {"track", kVoid},
    {"tt", kFormat},
    {"u", kFormat},
    {"ul", kBox},
    {"video", kUnread},
    {"wbr", kVoid},
    {"xmp", kRaw | kUnread},
}};

constexpr std::array<std::string_view, static_cast<std::size_t>(AttributeName::kCount)>
    kAttributes = {"",
                   "alt",
                   "aria-hidden",
                   "aria-label",
                   "class",
                   "content",
                   "data-component",
                   "data-testid",
                   "datetime",
                   "hidden",
                   "href",
                   "http-equiv",
                   "id",
                   "itemprop",
                   "itemtype",
                   "lang",
                   "name",
                   "property",
                   "rel",
                   "role",
                   "src",
                   "style",
                   "title",
                   "type"};

constexpr std::size_t kSlots = 512;

constexpr std::size_t slot_of(std::string_view name) {
  const auto at = [&](std::size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(text::ascii_lower(name[i])));
  };
  return (name.size() * 37 + at(0) * 5 + at(name.size() - 1) * 61 + at(name.size() / 2) * 17) %
         kSlots;
}

template <std::size_t N, typename Entry, typename NameOf>
constexpr std::array<std::uint8_t, kSlots> make_slots(const std::array<Entry, N>& entries,
                                                      NameOf name) {
  std::array<std::uint8_t, kSlots> slots{};
  for (std::size_t i = 0; i < N; ++i) {
    if (name(entries[i]).empty()) continue;
    std::size_t slot = slot_of(name(entries[i]));
    while (slots[slot] != 0) slot = (slot + 1) % kSlots;
    slots[slot] = static_cast<std::uint8_t>(i);
  }
  return slots;
}

constexpr auto kTagSlots = make_slots(kTags, [](const TagInfo& tag) { return tag.name; });
constexpr auto kAttributeSlots =
    make_slots(kAttributes, [](std::string_view name) { return name; });

bool same_name(std::string_view any_case, std::string_view lower) {
  if (any_case.size() != lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (text::ascii_lower(any_case[i]) != lower[i]) return false;
  }
  return true;
}

}  // namespace

std::uint16_t properties(Tag tag) { return kTags[static_cast<std::size_t>(tag)].properties; }

Tag tag_named(std::string_view name) {
  constexpr std::size_t kLongest = 10;
  if (name.empty() || name.size() > kLongest) return Tag::kOther;
  for (std::size_t slot = slot_of(name); kTagSlots[slot] != 0; slot = (slot + 1) % kSlots) {
    if (same_name(name, kTags[kTagSlots[slot]].name)) return static_cast<Tag>(kTagSlots[slot]);
  }
  return Tag::kOther;
}

std::string_view name_of(Tag tag) { return kTags[static_cast<std::size_t>(tag)].name; }

AttributeName attribute_named(std::string_view name) {
  constexpr std::size_t kLongest = 14;
  if (name.empty() || name.size() > kLongest) return AttributeName::kNone;
  for (std::size_t slot = slot_of(name); kAttributeSlots[slot] != 0; slot = (slot + 1) % kSlots) {
    if (same_name(name, kAttributes[kAttributeSlots[slot]])) {
      return static_cast<AttributeName>(kAttributeSlots[slot]);
    }
  }
  return AttributeName::kNone;
}

}  // namespace parley::markup
