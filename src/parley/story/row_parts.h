// Pieces that the files which write rows share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parley/base/json_writer.h"
#include "parley/story/corpus.h"

namespace parley::story {

// None for "".
[[nodiscard]] std::optional<std::string> if_any(const std::string& text);

// What was written to `json`, an open object, without its outer brackets.
[[nodiscard]] std::string inside(base::JsonWriter& json);

// The fields of a finding's JSON after its id, without the outer brackets.
[[nodiscard]] std::string_view fields_of(std::string_view finding);

// The fields "article", "outlet", "published".
void write_report(base::JsonWriter& json, const Corpus& corpus, std::uint32_t article);

}  // namespace parley::story
