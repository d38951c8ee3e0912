#include "parley/intake/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

constexpr int kLeastPercent = 60;  // of the text in the language that is named
constexpr std::string_view kUnknown = "und";

// Old codes that cld2 still gives.
std::string modern_code(std::string_view code) {
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "mo") return "ro";
  return std::string(code);
}

std::string_view base_of(std::string_view tag) { return tag.substr(0, tag.find('-')); }

// ASCII letters and all other characters that are no marks of punctuation.
std::size_t count_letters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return text::is_ascii_alpha(c) || byte >= 0xC3;
  }));
}

std::string main_text(const text::Article& article) {
  std::string out;
  for (const text::Block& block : article.blocks) {
    if (!text::is_main_text(block.role)) continue;
    out += article.at(block.span);
    out += '\n';
    if (out.size() >= kLanguageSampleBytes) break;
  }
  return out;
}

}  // namespace

std::optional<std::string> detect_language(std::string_view text) {
  text = text.substr(0, kLanguageSampleBytes);
  // Not in the middle of a character.
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
    text.remove_suffix(1);
  }
  if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  if (count_letters(text) < kLeastLetters) return std::nullopt;
  const std::string sound = text::repair_utf8(text);
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int text_bytes = 0;
  bool reliable = false;
  int valid_bytes = 0;
  const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  (void)CLD2::ExtDetectLanguageSummaryCheckUTF8(sound.data(), static_cast<int>(sound.size()),
                                                /*is_plain_text=*/true, &hints, /*flags=*/0,
                                                languages.data(), percents.data(), scores.data(),
                                                nullptr, &text_bytes, &reliable, &valid_bytes);
  if (!reliable || percents[0] < kLeastPercent || languages[0] == CLD2::UNKNOWN_LANGUAGE) {
    return std::nullopt;
  }
  return modern_code(CLD2::LanguageCode(languages[0]));
}

std::optional<std::string> language_tag(std::string_view declared) {
  declared = text::trim(declared);
  constexpr std::size_t kLongestTag = 35;
  if (declared.size() < 2 || declared.size() > kLongestTag) return std::nullopt;
  std::string out;
  std::size_t part = 0;
  std::size_t at = 0;
  while (at <= declared.size()) {
    const std::size_t end = std::min(declared.find_first_of("-_", at), declared.size());
    std::string word = text::ascii_lower(declared.substr(at, end - at));
    const bool sound = !word.empty() && word.size() <= 8 && std::ranges::all_of(word, [](char c) {
      return text::is_ascii_alpha(c) || text::is_ascii_digit(c);
    });
    if (!sound || (part == 0 && (word.size() < 2 || word.size() > 3))) return std::nullopt;
    if (part > 0 && word.size() == 2) {
      for (char& c : word) c = static_cast<char>(c - ('a' <= c && c <= 'z' ? 'a' - 'A' : 0));
    } else if (part > 0 && word.size() == 4 && text::is_ascii_alpha(word[0])) {
      word[0] = static_cast<char>(word[0] - 'a' + 'A');
    }
    if (part > 0) out += '-';
    out += word;
    ++part;
    at = end + 1;
  }
  return out == kUnknown ? std::nullopt : std::optional(out);
}

void settle_language(text::Article& article, std::optional<std::string_view> declared) {
  const std::optional<std::string> tag = declared ? language_tag(*declared) : std::nullopt;
  const std::optional<std::string> found = detect_language(main_text(article));
  if (found && tag && base_of(*found) != base_of(*tag)) {
    article.issues.push_back(
        {"language-differs",
         fmt::format("text: declared to be in \"{}\" and reads as \"{}\"", *tag, *found),
         std::nullopt});
  }
  if (found) {
    article.language = tag && base_of(*found) == base_of(*tag) ? *tag : *found;
  } else {
    article.language = tag.value_or(std::string(kUnknown));
  }
  if (!is_analysed(article)) {
    article.issues.push_back(
        {"not-analysed",
         fmt::format("text: it is in \"{}\", and only English is analysed; it can be searched",
                     article.language),
         std::nullopt});
  }
}

bool is_analysed(const text::Article& article) {
  return article.language == kUnknown || base_of(article.language) == "en";
}

}  // namespace parley::intake
