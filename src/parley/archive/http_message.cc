#include "parley/archive/http_message.h"

#include <algorithm>
#include <vector>

#include "parley/archive/fields.h"
#include "parley/archive/packing.h"
#include "parley/archive/unpack.h"
#include "parley/charset/prescan.h"
#include "parley/text/utf8.h"

namespace parley::archive {
namespace {

// The hexadecimal size that begins a chunk; none where `line` does not begin with one.
std::optional<std::size_t> chunk_size(std::string_view line) {
  std::size_t value = 0;
  std::size_t digits = 0;
  for (const char c : line) {
    const char lower = text::ascii_lower(c);
    int digit = -1;
    if (text::is_ascii_digit(c)) digit = c - '0';
    if (lower >= 'a' && lower <= 'f') digit = lower - 'a' + 10;
    if (digit < 0) break;
    if (++digits > 8) return std::nullopt;
    value = value * 16 + static_cast<std::size_t>(digit);
  }
  if (digits == 0) return std::nullopt;
  const std::string_view rest = text::trim(line.substr(digits));
  if (!rest.empty() && rest[0] != ';') return std::nullopt;
  return value;
}

// Undoes chunking; a body that is not chunked in fact stays as it is, and one whose chunks go wrong
// keeps the rest as it stands.
Body unchunk(std::string_view body) {
  Body out;
  out.bytes.reserve(body.size());
  while (true) {
    const std::size_t end = body.find('\n');
    const std::optional<std::size_t> size =
        chunk_size(end == std::string_view::npos ? body : body.substr(0, end));
    if (!size || (end == std::string_view::npos && *size != 0)) {
      if (!text::trim(body).empty()) out.bytes.append(body);
      return out;
    }
    if (*size == 0) return out;
    body.remove_prefix(end + 1);
    if (*size > body.size()) {
      out.bytes.append(body);
      out.cut = true;
      return out;
    }
    out.bytes.append(body.substr(0, *size));
    body.remove_prefix(*size);
    if (body.starts_with("\r")) body.remove_prefix(1);
    if (body.starts_with("\n")) body.remove_prefix(1);
    if (body.empty()) {
      out.cut = true;
      return out;
    }
  }
}

std::expected<Body, BodyFault> unpack_all(std::string_view packed, Packing packing,
                                          std::size_t max_bytes) {
  constexpr std::size_t kStep = 64 * 1024;
  const std::unique_ptr<Decoder> decoder = make_decoder(packing, kBodyWindowLog);
  Body out;
  std::size_t at = 0;
  while (true) {
    const std::size_t before = out.bytes.size();
    out.bytes.resize(before + kStep);
    const Decoder::Step step =
        decoder->step(packed.substr(at), std::span(out.bytes).subspan(before));
    out.bytes.resize(before + step.written);
    at += step.taken;
    if (out.bytes.size() > max_bytes) return std::unexpected(BodyFault::kTooLarge);
    if (out.bytes.size() > kRatioFreeBytes && out.bytes.size() / kMaxRatio > at) {
      return std::unexpected(BodyFault::kBomb);
    }
    if (step.state == Decoder::State::kEnd) {
      const bool another = packing_of(packed.substr(at)) == packing && packing != Packing::kPlain;
      if (!another) return out;
      decoder->reset();
      continue;
    }
    const bool stuck = step.taken == 0 && step.written == 0;
    if (step.state == Decoder::State::kDamaged || stuck) {
      if (out.bytes.empty()) return std::unexpected(BodyFault::kDamaged);
      out.cut = true;
      return out;
    }
  }
}

// True where bytes said to be packed are text in fact.
bool is_unpacked(std::string_view bytes, Packing packing) {
  if (packing == Packing::kGzip || packing == Packing::kZstd) return packing_of(bytes) != packing;
  const std::string_view start = text::trim(bytes.substr(0, 64));
  return start.starts_with('<') && start.size() > 1 &&
         (text::is_ascii_alpha(start[1]) || start[1] == '!' || start[1] == '?');
}

std::vector<std::string_view> list_of(std::string_view value) {
  std::vector<std::string_view> out;
  while (!value.empty()) {
    const std::size_t comma = value.find(',');
    const std::string_view name = text::trim(value.substr(0, comma));
    if (!name.empty() && text::ascii_lower(name) != "identity") out.push_back(name);
    value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
  }
  return out;
}

}  // namespace

void read_content_type(std::string_view value, std::string& media_type, std::string& charset) {
  media_type = text::ascii_lower(text::trim(value.substr(0, value.find(';'))));
  charset = std::string(charset::charset_of(value).value_or(""));
}

std::optional<HttpHead> read_http_head(std::string_view message) {
  if (!message.starts_with("HTTP/")) return std::nullopt;
  const std::size_t line_end = std::min(message.find('\n'), message.size());
  const std::string_view line = message.substr(0, line_end);
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text::trim(line.substr(space)).substr(0, 3);
  const std::optional<std::uint64_t> status = parse_length(digits);
  if (!status || digits.size() != 3) return std::nullopt;
  HttpHead head;
  head.status = static_cast<int>(*status);
  const std::size_t fields_start = std::min(line_end + 1, message.size());
  std::size_t length = 0;
  const Fields fields = Fields::read(message.substr(fields_start), &length);
  head.body_start = fields_start + length;
  read_content_type(fields.at("content-type"), head.media_type, head.charset);
  head.content_encoding = fields.at("content-encoding");
  head.chunked =
      text::ascii_lower(fields.at("transfer-encoding")).find("chunked") != std::string::npos;
  return head;
}

std::expected<Body, BodyFault> read_body(std::string_view message, const HttpHead& head,
                                         std::size_t max_bytes) {
  const std::string_view raw = message.substr(head.body_start);
  const std::vector<std::string_view> encodings = list_of(head.content_encoding);
  if (encodings.size() > kMaxEncodings) return std::unexpected(BodyFault::kNested);
  Body body = head.chunked ? unchunk(raw) : Body{std::string(raw)};
  for (std::size_t i = encodings.size(); i-- > 0;) {
    const std::optional<Packing> packing = packing_named(encodings[i]);
    if (!packing || is_unpacked(body.bytes, *packing) || body.bytes.empty()) continue;
    auto unpacked = unpack_all(body.bytes, *packing, max_bytes);
    if (!unpacked && unpacked.error() == BodyFault::kDamaged && *packing == Packing::kZlib) {
      unpacked = unpack_all(body.bytes, Packing::kDeflate, max_bytes);
    }
    if (!unpacked) return std::unexpected(unpacked.error());
    unpacked->cut = unpacked->cut || body.cut;
    body = std::move(*unpacked);
  }
  if (body.bytes.size() > max_bytes) return std::unexpected(BodyFault::kTooLarge);
  return body;
}

}  // namespace parley::archive
