// The findings of a document in brat's standoff format (brat.nlplab.org/standoff.html), for the
// annotation tools that read it: one .txt and one .ann file a document.
//
//   T1<TAB>Source 0 8<TAB>Ana Velm
//   T2<TAB>Cue 9 13<TAB>said
//   T3<TAB>Content 14 30<TAB>talks would resume
//   E1<TAB>Cue:T2 Source:T1 Content:T3
//   A1<TAB>Force E1 say
//
// Offsets are characters (code points), not bytes; a span over a line break is given in pieces, as
// the format asks. Names, times, statements, figures and positions are written.
#pragma once

#include <string>

#include "parley/record/reading.h"

namespace parley::views {

// The .ann file for `reading.article.text`, which is the .txt file as it stands. Linear.
[[nodiscard]] std::string to_brat(const record::Reading& reading);

// The annotation.conf that tells brat of the types, roles and attributes in such files.
[[nodiscard]] std::string brat_configuration();

}  // namespace parley::views
