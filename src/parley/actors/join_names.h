// Joins the names of one article into entities, by spelling alone.
//
// "Ana Velm" … "Velm" … "Ms. Velm’s" are one person; "the International Relief Committee (IRC)"
// and "the IRC" one body; "Norwegian" and "Norway" one country. A surname that two persons of the
// article share stands for neither when it is written alone. Linear in the names but for the
// comparison of full names, which are few.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parley/actors/mention.h"
#include "parley/analysis/analysis.h"
#include "parley/text/article.h"

namespace parley::actors {

// Entities in the order of their first mention; mentions in text order. Titles and affiliations
// are not filled.
[[nodiscard]] Entities join_names(const text::Article& article,
                                  const std::vector<analysis::Name>& names);

// A building that stands for an office or a government by its whole name (data/seats.tsv): "the
// White House". Safe to call from several threads.
[[nodiscard]] bool is_seat(const std::string& name);

}  // namespace parley::actors
