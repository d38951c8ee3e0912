// What may stand on the page: sayings whose speaker is a person or a body, and sayings about the
// talks themselves.
//
// "A senior council official" and "the ministry" speak, "the heavy fighting" and "it" do not,
// whatever a report's grammar seems to say: the page is silent where there is doubt. Works on the
// words alone and on data/source_nouns.tsv and data/process_words.tsv; export keeps every row.
#pragma once

#include <string>
#include <string_view>

namespace parley::story {

// True for words whose head is a noun of a person, an office or a body. `words` as a report writes
// them, without the name of an actor: those are known by their actor. Linear.
[[nodiscard]] bool names_a_speaker(std::string_view words);

// How many words of `saying` tell of the talks (offer, deal, agreement …), each once. Linear.
[[nodiscard]] int process_words_in(std::string_view saying);

// True where `saying` charges somebody with breaking an agreement, which may be another one than
// that of the talks.
[[nodiscard]] bool alleges_breach(std::string_view saying);
// True where `saying` tells of somebody who keeps to an agreement.
[[nodiscard]] bool tells_of_keeping(std::string_view saying);
// The bytes of the first word of breach or of keeping in `saying`; its size where there is none.
[[nodiscard]] std::size_t deed_word_in(std::string_view saying);

}  // namespace parley::story
