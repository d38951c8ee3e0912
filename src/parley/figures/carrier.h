// Which statement carries a number: in "The committee said the mayor put the toll at 12", the
// mayor's, as the innermost that gives it.
//
// Numbers are asked for in text order, so that every statement is looked at once. Who is the source
// of the statement is settled in statements/.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "parley/statements/statement.h"
#include "parley/text/span.h"

namespace parley::figures {

class CarrierSweep {
 public:
  // Keeps a reference to `statements`, which must outlive it.
  explicit CarrierSweep(const std::vector<statements::Statement>& statements);

  // Of the statements with a source whose content holds `span`: the innermost that gives numbers,
  // else the innermost; of equals the first. REQUIRES: no call before had a span that begins later.
  // All calls together take time linear in the statements' pieces, times how deep they nest.
  [[nodiscard]] std::optional<std::uint32_t> carrier_of(text::Span span);

 private:
  struct Piece {
    text::Span span;
    std::uint32_t statement = 0;
  };

  const std::vector<statements::Statement>& statements_;
  std::vector<Piece> pieces_;  // by their beginning
  std::size_t next_ = 0;       // the first piece that begins behind the spans asked for
  std::vector<Piece> open_;    // pieces that may hold what is asked next
};

}  // namespace parley::figures
