// What follows from several statements together: an outlet with a person behind it, "I" and "we"
// inside a speech, "the official" who spoke before.
//
// "Coast Radio reported that a council official said the port would close" is one statement: the
// official's, through Coast Radio. In "“We are ready,” Velm said" the "we" is Velm's side. Works on
// the statements of one article in text order; nothing else is read.
#pragma once

#include <vector>

#include "parley/statements/statement.h"
#include "parley/statements/words.h"

namespace parley::statements {

// Removes a statement of an outlet whose content is somebody else's statement, and makes the outlet
// that statement's outermost channel.
void fold_outlets(const Words& words, std::vector<Statement>& statements);

// Moves the author of a document into the source and the document into the channel: "a Northern
// Council statement said".
void split_documents(const Words& words, Statement& statement);

// Fills name and affiliation of sources that another statement explains. REQUIRES: link_nested ran
void explain_sources(const Words& words, std::vector<Statement>& statements);

}  // namespace parley::statements
