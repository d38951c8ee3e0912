#include "parley/figures/carrier.h"

#include <algorithm>
#include <array>

namespace parley::figures {
namespace {

using statements::Statement;
using text::Span;

bool names_somebody(const Statement& statement) {
  return !statement.source.spans.empty() || statement.source.name ||
         statement.source.kind == statements::SourceKind::kOutlet;
}

// Whoever rejects a proposal for six weeks or plans for it does not give the number; whoever tells
// of it does.
bool gives_numbers(const Statement& statement) {
  using statements::Force;
  constexpr std::array<Force, 7> kOthers = {Force::kReject, Force::kDeny,    Force::kDecline,
                                            Force::kIntend, Force::kBelieve, Force::kAsk,
                                            Force::kAgree};
  return statement.act && std::ranges::find(kOthers, statement.force) == kOthers.end();
}

}  // namespace

CarrierSweep::CarrierSweep(const std::vector<Statement>& statements) : statements_(statements) {
  for (std::uint32_t i = 0; i < statements.size(); ++i) {
    if (!names_somebody(statements[i])) continue;
    for (const Span piece : statements[i].content) pieces_.push_back({piece, i});
  }
  std::ranges::sort(pieces_, [](const Piece& a, const Piece& b) {
    return std::pair(a.span.start, a.statement) < std::pair(b.span.start, b.statement);
  });
}

std::optional<std::uint32_t> CarrierSweep::carrier_of(Span span) {
  for (; next_ < pieces_.size() && pieces_[next_].span.start <= span.start; ++next_) {
    open_.push_back(pieces_[next_]);
  }
  std::erase_if(open_, [&](const Piece& piece) { return piece.span.end <= span.start; });
  std::optional<std::uint32_t> best;
  std::pair<bool, std::uint32_t> best_rank;
  for (const Piece& piece : open_) {
    if (!piece.span.contains(span)) continue;
    const Statement& statement = statements_[piece.statement];
    std::uint32_t size = 0;
    for (const Span part : statement.content) size += part.size();
    const std::pair rank(!gives_numbers(statement), size);
    if (best && (rank > best_rank || (rank == best_rank && piece.statement > *best))) continue;
    best = piece.statement;
    best_rank = rank;
  }
  return best;
}

}  // namespace parley::figures
