// What stands around source, cue and content: the channel, the addressee, hedges, the request for
// anonymity and the day.
//
// "…, she told Example Wire on Monday" gives a channel (told, Example Wire) and a day; "told
// reporters" an addressee. Settings ("in a speech", "at a hearing") are neither. Vocabularies are
// data/media.tsv and data/hedges.tsv. Pure; linear in the sentences around the statement.
#pragma once

#include <string_view>
#include <vector>

#include "parley/actors/mention.h"
#include "parley/statements/statement.h"
#include "parley/statements/words.h"
#include "parley/times/time_expression.h"

namespace parley::statements {

// What data/media.tsv says of some words.
enum class MediumKind : std::uint8_t { kNone, kOutlet, kProgramme, kWord, kNoun, kPlatform, kPage };

// The kind of medium that a noun phrase names: "the Daily Example", "state television".
[[nodiscard]] MediumKind medium_kind(const Words& words, TokenRange phrase);

// True where a name or noun of a medium begins: "newspaper", "statement".
[[nodiscard]] bool is_medium_word(const Words& words, std::uint32_t token);

// Fills channel, addressee, hedges, anonymity and said_at of statements whose source, cue, content
// and force are set. What stands nearer to another statement's cue is that one's.
void fill_contexts(const Words& words, const actors::Entities& entities,
                   const std::vector<times::TimeExpression>& times,
                   std::vector<Statement>& statements);

}  // namespace parley::statements
