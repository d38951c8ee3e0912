#include "parley/statements/find_statements.h"

#include <algorithm>
#include <array>

namespace parley::statements {

std::string_view name_of(SourceKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"named", "role", "unnamed", "outlet"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Force force) {
  constexpr std::array<std::string_view, 16> kNames = {
      "say",   "claim",  "confirm", "deny", "decline", "demand", "offer",  "threaten",
      "warn",  "agree",  "reject",  "ask",  "believe", "intend", "report", "quote"};
  return kNames[static_cast<std::size_t>(force)];
}

std::string_view name_of(Speech speech) {
  constexpr std::array<std::string_view, 3> kNames = {"direct", "indirect", "mixed"};
  return kNames[static_cast<std::size_t>(speech)];
}

std::string_view name_of(Relation relation) {
  constexpr std::array<std::string_view, 5> kNames = {"told", "cites", "broadcast", "published",
                                                      "via"};
  return kNames[static_cast<std::size_t>(relation)];
}

text::Span Statement::extent() const {
  text::Span all{UINT32_MAX, 0};
  for (const auto* spans : {&source.spans, &cue, &content}) {
    for (const text::Span span : *spans) {
      all.start = std::min(all.start, span.start);
      all.end = std::max(all.end, span.end);
    }
  }
  return all;
}

std::vector<Statement> find_statements(const text::Article&, const analysis::Analysis&,
                                       const actors::Entities&,
                                       const std::vector<times::TimeExpression>&) {
  return {};
}

}  // namespace parley::statements
