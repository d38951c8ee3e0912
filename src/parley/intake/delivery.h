// Hands documents and rejections to a sink, and counts them. Shared by the readers of each kind of
// input, so that bytes become an article in one place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "parley/archive/unpack.h"
#include "parley/charset/find_encoding.h"
#include "parley/intake/make_article.h"
#include "parley/intake/sink.h"

namespace parley::intake {

class Delivery {
 public:
  // Both must outlive the object.
  Delivery(const InputOptions& options, const Sink& sink) : options_(options), sink_(sink) {}

  void deliver(RawDocument raw);
  void reject(Rejection rejection);
  void reject(const std::string& input, std::uint64_t offset, std::string reason,
              std::string message);

  // A document that is bytes yet: finds its encoding and, for a page, its main text. `charset` is
  // what came with it, "" for nothing. `offset` is told where there is nothing to read in it.
  struct Place {
    std::uint64_t offset = 0;
    bool told = false;  // that something is wrong here is told already: an empty part is no news
  };
  void deliver_bytes(RawDocument raw, std::string bytes, charset::Markup markup,
                     const std::string& charset, Place place);

  // Tells why `stream` ended, where it did not end soundly. True where it did.
  bool check_end(const std::string& input, const archive::UnpackedStream& stream);

  [[nodiscard]] bool stopped() const { return summary_.stopped; }
  [[nodiscard]] const Summary& summary() const { return summary_; }
  [[nodiscard]] const InputOptions& options() const { return options_; }

 private:
  const InputOptions& options_;
  const Sink& sink_;
  Summary summary_;
};

// How a body of this media type, "" where unknown, is to be read; none for what is no page.
[[nodiscard]] std::optional<charset::Markup> markup_of(std::string_view media_type,
                                                       std::string_view body);

// The stable word of a fault of an unpacked stream.
[[nodiscard]] std::string reason_of(archive::Fault fault);

}  // namespace parley::intake
