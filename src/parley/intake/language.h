// Which language a report is in, by its main text: a judgement by cld2, held against what was
// declared.
//
// A page that declares "fr" and reads as English is English, with an issue that says so. A text too
// short to judge has the language that was declared for it, or none: it is not guessed. Which
// languages are analysed is decided here too, so that everything after intake can ask.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parley/text/article.h"

namespace parley::intake {

inline constexpr std::size_t kLeastLetters = 80;  // fewer tell nothing
inline constexpr std::size_t kLanguageSampleBytes = 16 * 1024;

// BCP 47; none where `text` is too short or mixed. Any bytes; reads at most the sample's bytes.
[[nodiscard]] std::optional<std::string> detect_language(std::string_view text);

// "en_us" as "en-US"; none for what is no language tag.
[[nodiscard]] std::optional<std::string> language_tag(std::string_view declared);

// Sets the article's language from its main text and `declared`, and adds the issues
// "language-differs" and "not-analysed" where they apply. REQUIRES: text and blocks are set.
void settle_language(text::Article& article, std::optional<std::string_view> declared);

// True for English, and where the language is not known.
[[nodiscard]] bool is_analysed(const text::Article& article);

}  // namespace parley::intake
