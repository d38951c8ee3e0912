// Names of HTML elements and attributes as numbers, and what the reader must know of each element.
//
// In "<p>Talks <b>resumed</b>" p is a block, which ends a paragraph before it, and b a formatting
// element, which does not. Elements that news pages give no meaning to are all kOther. How tags
// nest is the work of parse_page.cc.
#pragma once

#include <cstdint>
#include <string_view>

namespace parley::markup {

enum class Tag : std::uint8_t {
  kOther,  // any name not listed here
  kText,   // a run of text, no element
  // clang-format off
  kA, kAbbr, kAddress, kApplet, kArea, kArticle, kAside, kAudio, kB, kBase, kBlockquote, kBody, kBr,
  kButton, kCanvas, kCaption, kCenter, kCite, kCode, kCol, kColgroup, kDatalist, kDd, kDetails,
  kDialog, kDir, kDiv, kDl, kDt, kEm, kEmbed, kFieldset, kFigcaption, kFigure, kFont, kFooter,
  kForm, kH1, kH2, kH3, kH4, kH5, kH6, kHead, kHeader, kHgroup, kHr, kHtml, kI, kIframe, kImg,
  kInput, kLabel, kLegend, kLi, kLink, kMain, kMap, kMarquee, kMath, kMenu, kMeta, kNav, kNobr,
  kNoembed, kNoframes, kNoscript, kObject, kOl, kOptgroup, kOption, kP, kParam, kPicture, kPre, kQ,
  kS, kSection, kSelect, kSmall, kSource, kSpan, kStrike, kStrong, kStyle, kScript, kSub, kSummary,
  kSup, kSvg, kTable, kTbody, kTd, kTemplate, kTextarea, kTfoot, kTh, kThead, kTime, kTitle, kTr,
  kTrack, kTt, kU, kUl, kVideo, kWbr, kXmp,
  // clang-format on
  kCount,
};

inline constexpr std::uint16_t kVoid = 1;        // never has content: <br>
inline constexpr std::uint16_t kRaw = 1 << 1;    // content is bytes up to its end tag: <script>
inline constexpr std::uint16_t kBlock = 1 << 2;  // begins and ends a paragraph: <div>
inline constexpr std::uint16_t kEndsP = 1 << 3;  // an open <p> ends where it begins
inline constexpr std::uint16_t kSpecial =
    1 << 4;  // an end tag of another kind does not reach over it
inline constexpr std::uint16_t kScope = 1 << 5;   // no end tag from inside reaches out: <td>
inline constexpr std::uint16_t kFormat = 1 << 6;  // a change of type, may overlap: <b>
inline constexpr std::uint16_t kUnread = 1 << 7;  // its content is no text of the page: <style>

// Properties as bits of the constants above.
[[nodiscard]] std::uint16_t properties(Tag tag);
[[nodiscard]] inline bool has(Tag tag, std::uint16_t property) {
  return (properties(tag) & property) != 0;
}

// The element named `name`, in any case; kOther where none is.
[[nodiscard]] Tag tag_named(std::string_view name);
[[nodiscard]] std::string_view name_of(Tag tag);

// The attributes that are kept; all others are passed over.
enum class AttributeName : std::uint8_t {
  // clang-format off
  kNone, kAlt, kAriaHidden, kAriaLabel, kClass, kContent, kDataComponent, kDataTestid, kDatetime, kHidden, kHref,
  kHttpEquiv, kId, kItemprop, kItemtype, kLang, kName, kProperty, kRel, kRole, kSrc, kStyle,
  kTitle, kType,
  kCount,
  // clang-format on
};
[[nodiscard]] AttributeName attribute_named(std::string_view name);

}  // namespace parley::markup
