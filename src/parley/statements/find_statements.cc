#include "parley/statements/find_statements.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parley/statements/context.h"
#include "parley/statements/cue.h"
#include "parley/statements/edges.h"
#include "parley/statements/merge.h"
#include "parley/statements/nesting.h"
#include "parley/statements/rules.h"
#include "parley/statements/settle.h"
#include "parley/statements/shared_words.h"
#include "parley/statements/source.h"
#include "parley/statements/words.h"

namespace parley::statements {

std::string_view name_of(SourceKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"named", "role", "unnamed", "outlet"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Force force) {
  constexpr std::array<std::string_view, 16> kNames = {
      "say",  "claim", "confirm", "deny", "decline", "demand", "offer",  "threaten",
      "warn", "agree", "reject",  "ask",  "believe", "intend", "report", "quote"};
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

namespace {

Statement statement_from(const Words& words, const actors::Entities& entities,
                         const analysis::Attribution& attribution) {
  Statement statement;
  std::vector<text::Span> source;
  for (const text::Span span : attribution.source) {
    if (const text::Span trimmed = trim_edges(words, span); !trimmed.empty()) {
      source.push_back(trimmed);
    }
  }
  for (const text::Span span : attribution.content) {
    if (const text::Span trimmed = trim_content(words, span); !trimmed.empty()) {
      statement.content.push_back(trimmed);
    }
  }
  for (const text::Span span : attribution.cue) {
    if (const text::Span trimmed = trim_edges(words, span); !trimmed.empty()) {
      statement.cue.push_back(trimmed);
    }
  }
  std::ranges::sort(statement.content);
  statement.source.spans = std::move(source);
  split_documents(words, statement);
  statement.source = describe_source(words, entities, std::move(statement.source.spans));
  const CueReading cue = read_cue(words, statement.cue, statement.content);
  statement.force = cue.force;
  statement.act = cue.act;
  statement.negated = cue.negated;
  statement.speech = speech_of(words, statement.content);
  if (statement.cue.empty() && !statement.content.empty()) statement.speech = Speech::kDirect;
  statement.confidence = attribution.confidence;
  return statement;
}

}  // namespace

std::vector<Statement> find_statements(const text::Article& article,
                                       const analysis::Analysis& analysis,
                                       const actors::Entities& entities,
                                       const std::vector<times::TimeExpression>& times) {
  const Words words(article, analysis);
  std::vector<Statement> statements;
  const std::vector<analysis::Attribution> attributions = settle(
      words, Tree(words), merge_attributions(words, analysis.attributions, find_by_rules(words)));
  for (const analysis::Attribution& attribution : attributions) {
    Statement statement = statement_from(words, entities, attribution);
    if (statement.source.spans.empty() && statement.cue.empty() && statement.content.empty()) {
      continue;
    }
    statements.push_back(std::move(statement));
  }
  std::ranges::stable_sort(statements, {}, [](const Statement& s) {
    const text::Span extent = s.extent();
    return std::pair(extent.start, extent.end);
  });
  fill_contexts(words, entities, times, statements);
  fold_outlets(words, statements);
  link_nested(statements);
  explain_sources(words, statements);
  return statements;
}

}  // namespace parley::statements
