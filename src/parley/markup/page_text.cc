// Runs of plain ASCII are copied whole; only "&", spaces and bytes above 0x7F are looked at.
#include "parley/markup/page_text.h"

#include <array>

#include "parley/markup/references.h"
#include "parley/text/normalise.h"
#include "parley/text/utf8.h"

namespace parley::markup {
namespace {

constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x21; c < 0x7F; ++c) plain[c] = c != '&';
  return plain;
}();

bool is_plain(char c) { return kPlain[static_cast<unsigned char>(c)]; }

}  // namespace

// Brings out the space that is due and marks that what follows stands at byte `at` of the page.
void PageText::begin_piece(std::uint32_t at) {
  if (text_.size() == paragraph_) {
    pending_ = '\0';
    if (!text_.empty()) text_ += "\n\n";
    paragraph_ = static_cast<std::uint32_t>(text_.size());
  } else if (pending_ != '\0') {
    text_ += pending_;
    pending_ = '\0';
  }
  const auto here = static_cast<std::uint32_t>(text_.size());
  if (!source_.empty() && at - source_.back().source == here - source_.back().text) return;
  source_.push_back({here, at});
}

void PageText::add(std::string_view html, std::uint32_t start, std::uint32_t end) {
  std::uint32_t i = start;
  std::string resolved;
  while (i < end) {
    const char c = html[i];
    if (is_plain(c)) {
      std::uint32_t stop = i + 1;
      while (stop < end && is_plain(html[stop])) ++stop;
      begin_piece(i);
      text_.append(html, i, stop - i);
      i = stop;
      continue;
    }
    if (text::is_ascii_space(c)) {
      if (pending_ == '\0') pending_ = ' ';
      ++i;
      continue;
    }
    text::CodePoint point;
    std::uint32_t length = 1;
    resolved.clear();
    std::string_view piece;
    if (c == '&') {
      length = static_cast<std::uint32_t>(read_reference(html.substr(0, end), i, false, resolved));
      if (length == 0) {
        length = 1;
        resolved = "&";
      }
      piece = resolved;
      point = text::decode_at(piece, 0);
    } else {
      point = text::decode_at(html, i);
      length = point.length;
      piece = html.substr(i, length);
    }
    if (point.value == U' ' || text::is_odd_space(point.value) || text::is_line_end(point.value) ||
        point.value == U'\r') {
      if (pending_ == '\0') pending_ = ' ';
    } else if (!text::is_invisible(point.value) && !text::is_control(point.value)) {
      // Below U+0300 every character is in NFC; so are the common quotation marks and dashes.
      needs_nfc_ = needs_nfc_ || (point.value >= 0x300 && (point.value >> 8) != 0x20);
      begin_piece(i);
      text_ += piece;
    }
    i += length;
  }
}

text::Span PageText::end_paragraph() {
  pending_ = '\0';
  if (text_.size() == paragraph_) return {paragraph_, paragraph_};
  if (needs_nfc_) {
    std::string before = text_.substr(paragraph_);
    std::string after = text::to_nfc(before);
    needs_nfc_ = false;
    if (after != before) {
      text_.resize(paragraph_);
      text_ += after;
      // Bytes no longer run in step: the paragraph's beginning is what can still be told.
      while (source_.size() > 1 && source_.back().text > paragraph_) source_.pop_back();
    }
  }
  const text::Span span{paragraph_, static_cast<std::uint32_t>(text_.size())};
  paragraph_ = span.end;
  return span;
}

void PageText::drop_from(std::uint32_t start) {
  while (!source_.empty() && source_.back().text >= start) source_.pop_back();
  text_.resize(start);
  while (text_.ends_with('\n')) text_.pop_back();
  paragraph_ = static_cast<std::uint32_t>(text_.size());
  pending_ = '\0';
  needs_nfc_ = false;
}

}  // namespace parley::markup
