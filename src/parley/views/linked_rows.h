// What the exports for other programs share: names of rows that hold everywhere, and where the text
// of an article is.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "parley/record/record.h"

namespace parley::views {

// "urn:parley:statement:s04cace5b52165640"; what is no letter, digit, - . _ is percent-encoded.
[[nodiscard]] std::string urn_of(std::string_view kind, std::string_view id);

// The stored articles of a record, by id.
using StoredArticles = std::map<std::string, record::StoredArticle>;

}  // namespace parley::views
