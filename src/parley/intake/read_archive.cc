#include "parley/intake/read_archive.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <utility>

#include "parley/archive/http_message.h"
#include "parley/archive/record_reader.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

std::string reason_of(archive::ArchiveFault::Kind kind) {
  using Kind = archive::ArchiveFault::Kind;
  switch (kind) {
    case Kind::kTruncated:
      return "truncated";
    case Kind::kBomb:
      return "bomb";
    case Kind::kTooLarge:
      return "too-large";
    case Kind::kIo:
      return "io";
    case Kind::kUnknownType:
      return "unknown-type";
    case Kind::kDamaged:
      break;
  }
  return "damaged";
}

// The block's type says so, or where it has none (and in an ARC, where the type is the page's) the
// address.
bool is_http(const archive::ArchiveRecord& record) {
  return record.id.empty() || record.content_type.empty()
             ? record.target.starts_with("http")
             : text::ascii_lower(record.content_type).starts_with("application/http");
}

class ArchiveReader {
 public:
  ArchiveReader(const std::string& input, Delivery& delivery)
      : input_(input), delivery_(delivery) {}

  void read(archive::ArchiveRecord record) {
    std::string name =
        fmt::format("{}#{}", input_, record.id.empty() ? std::to_string(record.offset) : record.id);
    std::string media_type;
    std::string charset;
    archive::Body body;
    if (record.type == "response") {
      const std::optional<archive::HttpHead> head = archive::read_http_head(record.block);
      if (!head && !record.cut && is_http(record)) {
        delivery_.reject(name, record.offset, "no-http-head",
                         name + ": is kept as a web server's answer and begins as none; left out");
      }
      if (!head || head->status < 200 || head->status > 299) return;
      media_type = head->media_type;
      charset = head->charset;
      if (!media_type.empty() && !markup_of(media_type, "")) return;
      auto unpacked =
          archive::read_body(record.block, *head, delivery_.options().max_document_bytes);
      if (!unpacked) {
        tell(name, record.offset, unpacked.error());
        return;
      }
      body = std::move(*unpacked);
    } else {
      archive::read_content_type(record.content_type, media_type, charset);
      body.bytes = std::move(record.block);
    }
    record.block.clear();
    if (text::trim(std::string_view(body.bytes).substr(0, 4096)).empty() &&
        text::trim(body.bytes).empty()) {
      return;
    }
    const std::optional<charset::Markup> markup = markup_of(media_type, body.bytes);
    if (!markup) return;
    if (recognise(body.bytes).kind == InputKind::kRecognise) {
      delivery_.reject(name, record.offset, "binary",
                       name + ": is said to be a page and is none; left out");
      return;
    }
    RawDocument raw;
    raw.input = std::move(name);
    if (!record.target.empty()) raw.url = std::move(record.target);
    if (record.truncated || body.cut) {
      raw.issues.push_back(
          {"truncated", "text: the archive holds only a part of it", std::nullopt});
    }
    delivery_.deliver_bytes(std::move(raw), std::move(body.bytes), *markup, charset,
                            {record.offset, record.cut});
  }

 private:
  void tell(const std::string& name, std::uint64_t offset, archive::BodyFault fault) {
    switch (fault) {
      case archive::BodyFault::kTooLarge:
        delivery_.reject(name, offset, "too-large",
                         fmt::format("{}: larger than {} bytes; left out", name,
                                     delivery_.options().max_document_bytes));
        return;
      case archive::BodyFault::kBomb:
        delivery_.reject(name, offset, "bomb",
                         name + ": unpacks to far more than its size; left out");
        return;
      case archive::BodyFault::kNested:
        delivery_.reject(name, offset, "nested-encoding",
                         name + ": packed more than twice over; left out");
        return;
      case archive::BodyFault::kDamaged:
        break;
    }
    delivery_.reject(name, offset, "damaged", name + ": the packed page is damaged; left out");
  }

  const std::string& input_;
  Delivery& delivery_;
};

}  // namespace

void read_archive(const std::string& input, archive::UnpackedStream& stream, Delivery& delivery) {
  // A block holds the headers besides.
  archive::RecordReader records(
      stream, delivery.options().max_document_bytes + archive::kMaxRecordHeaderBytes);
  ArchiveReader reader(input, delivery);
  while (!delivery.stopped()) {
    std::optional<archive::RecordReader::Item> item = records.next();
    if (!item) return;
    if (auto* fault = std::get_if<archive::ArchiveFault>(&*item)) {
      delivery.reject(input, fault->offset, reason_of(fault->kind),
                      fmt::format("{}: at byte {}: {}", input, fault->offset, fault->message));
    } else {
      reader.read(std::move(std::get<archive::ArchiveRecord>(*item)));
    }
  }
}

}  // namespace parley::intake
