// What a call gives that can fail: a value, or an Error that a person can act on.
//
// An error message reads "what: why; what to do", in lower case and without a final full stop:
// `reports.jsonl:412: line ends inside a string; mend or remove the line`. Odd input that work can
// go on with is no Error but an Issue on the article (text/article.h).
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace parley::base {

// Why a call failed, for callers that must choose what to do next.
enum class ErrorCode : std::uint8_t {
  kUsage,        // the caller's arguments
  kNotFound,     // a file or an id that is not there
  kBadInput,     // one document that cannot be read
  kDamaged,      // a record or model file whose bytes are wrong
  kTooNew,       // made by a newer version
  kBusy,         // locked by another process
  kNoSpace,      // the disk is full
  kIo,           // any other failure of the operating system
  kInterrupted,  // the user asked to stop
};

struct Error {
  ErrorCode code = ErrorCode::kIo;
  std::string message;

  friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

}  // namespace parley::base
