// The tokens and trees of a document as CoNLL-U (universaldependencies.org/format.html), for tools
// that read treebanks.
//
//   # newdoc id = a1
//   # sent_id = a1-1
//   # text = Talks resume.
//   1<TAB>Talks<TAB>talk<TAB>NOUN<TAB>NNS<TAB>_<TAB>2<TAB>nsubj<TAB>_<TAB>Start=0|End=5
//
// MISC holds the bytes of the token in the document's text, SpaceAfter=No, and NER=B-ORG, NER=I-ORG
// for names. What is not known is "_": a document that was not analysed has words only.
#pragma once

#include <string>

#include "parley/record/reading.h"

namespace parley::views {

// Ends with the blank line behind the last sentence. Linear.
[[nodiscard]] std::string to_conllu(const record::Reading& reading);

}  // namespace parley::views
