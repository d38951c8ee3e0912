#include "parley/intake/delivery.h"

#include <fmt/format.h>

#include <utility>

#include "parley/charset/read_bytes.h"
#include "parley/text/utf8.h"

namespace parley::intake {

void Delivery::deliver(RawDocument raw) {
  ++summary_.articles;
  if (!sink_.article(make_article(std::move(raw), options_.article))) summary_.stopped = true;
}

void Delivery::reject(Rejection rejection) {
  ++summary_.rejections;
  sink_.rejection(std::move(rejection));
}

void Delivery::reject(const std::string& input, std::uint64_t offset, std::string reason,
                      std::string message) {
  reject({input, offset, std::move(reason), std::move(message)});
}

void Delivery::deliver_bytes(RawDocument raw, std::string bytes, charset::Markup markup,
                             const std::string& charset, Place place) {
  if (bytes.size() > options_.max_document_bytes) {
    reject(raw.input, place.offset, "too-large",
           fmt::format("{}: larger than {} bytes; split it, or give JSON Lines", raw.input,
                       options_.max_document_bytes));
    return;
  }
  charset::OffsetMap page_map;
  if (markup == charset::Markup::kText && options_.article.as_is) {
    raw.text = std::move(bytes);
  } else {
    const bool page = markup == charset::Markup::kHtml;
    charset::ReadBytes read =
        charset::read_bytes(bytes, {.markup = markup, .transport = charset, .with_map = page});
    bytes.clear();
    for (text::Issue& issue : charset::issues_of(read)) raw.issues.push_back(std::move(issue));
    raw.text = std::move(read.text);
    page_map = std::move(read.map);
  }
  if (text::trim(raw.text).empty()) {
    if (place.told) return;
    reject(raw.input, place.offset, "empty", raw.input + ": holds no text; leave it out");
    return;
  }
  if (markup == charset::Markup::kHtml) {
    raw.page = markup::read_page(raw.text);
    if (raw.page->text.empty()) {
      reject(raw.input, place.offset, "no-text",
             raw.input + ": the page holds no running text; save it with its text loaded");
      return;
    }
    // From offsets in the decoded page to offsets in its bytes.
    for (text::SourceMark& mark : raw.page->source) {
      mark.source = static_cast<std::uint32_t>(page_map.source(mark.source));
    }
  }
  deliver(std::move(raw));
}

bool Delivery::check_end(const std::string& input, const archive::UnpackedStream& stream) {
  const archive::Fault fault = stream.fault();
  if (fault == archive::Fault::kNone) return true;
  std::string_view why;
  switch (fault) {
    case archive::Fault::kTruncated:
      why = "the packed file ends early; get it whole";
      break;
    case archive::Fault::kBomb:
      why = "unpacks to far more than its size; the rest was not read";
      break;
    case archive::Fault::kIo:
      why = "reading failed; it was not read whole";
      break;
    default:
      why = "the packed bytes are damaged; the rest was not read";
  }
  reject(input, stream.offset(), reason_of(fault), fmt::format("{}: {}", input, why));
  return false;
}

std::optional<charset::Markup> markup_of(std::string_view media_type, std::string_view body) {
  if (media_type == "text/html" || media_type == "application/xhtml+xml") {
    return charset::Markup::kHtml;
  }
  if (media_type == "text/plain") return charset::Markup::kText;
  if (!media_type.empty()) return std::nullopt;
  const InputKind kind = recognise(body).kind;
  if (kind == InputKind::kHtml) return charset::Markup::kHtml;
  if (kind == InputKind::kText) return charset::Markup::kText;
  return std::nullopt;
}

std::string reason_of(archive::Fault fault) {
  switch (fault) {
    case archive::Fault::kTruncated:
      return "truncated";
    case archive::Fault::kBomb:
      return "bomb";
    case archive::Fault::kIo:
      return "io";
    default:
      return "damaged";
  }
}

}  // namespace parley::intake
