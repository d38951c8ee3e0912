// What a page says of itself in its metadata: JSON-LD, OpenGraph and like <meta> tags, microdata,
// Dublin Core, <time>, <title>.
//
// <meta property="article:published_time" content="2025-03-14T08:00:00Z"> gives a date candidate.
// Everything is collected here, with where it stood; choosing among dates is the work of
// publication_date.h, among titles and authors of read_page.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/markup/page.h"

namespace parley::markup {

// What is longer is cut, so that no later step needs more than linear time.
inline constexpr std::size_t kMaxTitleBytes = 1000;
inline constexpr std::size_t kMaxDescriptionBytes = 4000;
inline constexpr std::size_t kMaxStatedBodyBytes = 2u << 20;
inline constexpr std::size_t kMaxAuthors = 64;
inline constexpr std::size_t kMaxDates = 256;

// Where a date stood, from the most to the least trusted.
enum class DatePlace : std::uint8_t {
  kJsonLd,
  kOpenGraph,   // article:published_time and <meta> tags named like it
  kMicrodata,   // itemprop="datePublished"
  kDublinCore,  // DC.date.issued
  kTime,        // <time datetime="…">
  kOtherMeta,   // <meta name="date">
};

struct DateCandidate {
  std::string words;
  DatePlace place = DatePlace::kOtherMeta;
  bool published = false;  // said to be the day of publication, not just "a date"
  bool modified = false;   // said to be the day of the last change
  std::uint32_t node = 0;
};

struct PageFacts {
  std::optional<std::string> language;
  std::optional<std::string> canonical;
  std::optional<std::string> outlet;
  std::string json_title;    // JSON-LD "headline"
  std::string social_title;  // og:title
  std::string page_title;    // <title>
  std::string description;
  std::string article_body;  // JSON-LD "articleBody", as text
  std::vector<std::string> json_authors;
  std::vector<std::string> meta_authors;
  std::vector<std::string> marked_authors;  // microdata, rel="author"
  std::vector<DateCandidate> dates;
};

// Time and memory are linear in the page.
[[nodiscard]] PageFacts read_page_facts(const Page& page);

// The text of a node's descendants, references resolved, white space folded; at most `limit` bytes
// of the page are read.
[[nodiscard]] std::string node_text(const Page& page, std::uint32_t node, std::size_t limit = 2000);

}  // namespace parley::markup
