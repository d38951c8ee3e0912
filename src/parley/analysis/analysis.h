// What the language layer finds in an article: sentences, tokens with tags and trees, names,
// quotations, and the attribution spans that a statement is made from.
//
// Everything points into the article's text by byte Span; tokens and sentences are named by their
// index in this Analysis. "Mediators said talks would resume." has 6 tokens, one sentence, and one
// attribution with source [Mediators], cue [said], content [talks would resume]. What kind of
// speaker that is, and who stands behind a pronoun, is worked out in statements/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/text/article.h"
#include "parley/text/span.h"

namespace parley::analysis {

// Universal POS tags, in the order of the trained tagger's labels.
enum class Upos : std::uint8_t {
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
  kX,
};
[[nodiscard]] std::string_view name_of(Upos tag);

inline constexpr std::int32_t kRoot = -1;

struct Token {
  text::Span span;
  Upos upos = Upos::kX;
  std::string_view xpos;      // Penn Treebank tag, "" where untagged; points to static storage
  std::string_view deprel;    // universal relation with subtype, "" where unparsed; static storage
  std::int32_t head = kRoot;  // index of the governing token in Analysis::tokens
  std::string lemma;
};

struct Sentence {
  text::Span span;
  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;  // half-open
};

enum class NameType : std::uint8_t { kPer, kOrg, kLoc, kFac, kNorp, kEvent, kMisc };
[[nodiscard]] std::string_view name_of(NameType type);

struct Name {
  text::Span span;
  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;
  NameType type = NameType::kMisc;
  float confidence = 0;  // 0 to 1
};

// A pair of quotation marks and what stands between. Where a paragraph opens again inside a speech
// that runs over paragraphs, each paragraph is a quotation of its own with `continues` set.
struct Quotation {
  text::Span outer;        // with the marks
  text::Span inner;        // without
  bool continues = false;  // goes on from the quotation before
  bool closed = true;
};

// Spans of one attribution as the trained layer (or the rules that stand in for it) sees them.
struct Attribution {
  std::vector<text::Span> source;   // empty: nobody is named
  std::vector<text::Span> cue;      // empty: a quotation without cue
  std::vector<text::Span> content;  // empty: a reply without words
  float confidence = 0;
};

struct Analysis {
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;
  std::vector<Name> names;                // in text order, never overlapping
  std::vector<Quotation> quotations;      // in text order, never nested
  std::vector<Attribution> attributions;  // by first span

  // Index of the first token that ends after byte `offset`; tokens.size() if there is none.
  [[nodiscard]] std::uint32_t token_at(std::uint32_t offset) const;
  // Index of the sentence that holds token `token`. REQUIRES: token < tokens.size()
  [[nodiscard]] std::uint32_t sentence_of(std::uint32_t token) const;
  // The quotation that holds byte `offset` between its marks, or none.
  [[nodiscard]] const Quotation* quotation_at(std::uint32_t offset) const;
};

}  // namespace parley::analysis
