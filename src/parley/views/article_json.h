// The object that `parley annotate` prints for one document (docs/schema/annotate.schema.json).
//
//   {"schema":"parley/1","id":"…","text":"Talks resume …","statements":[…],…}
//
// The findings come from record/finding.h, which the record stores as well. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/reading.h"

namespace parley::views {

// The layers that --layers can name, in the order in which they are printed.
[[nodiscard]] const std::vector<std::string_view>& annotate_layers();

// Reads "statements,figures". Fails on a name that annotate_layers() does not hold.
[[nodiscard]] base::Result<std::vector<std::string>> parse_layers(std::string_view list);

// True where all of `layers` come from intake, so that nothing needs to be analysed for them.
[[nodiscard]] bool are_intake_layers(const std::vector<std::string>& layers);

// One line without its line break. An empty `layers` prints all of them.
[[nodiscard]] std::string article_json(const record::Reading& reading,
                                       const std::vector<std::string>& layers = {});

}  // namespace parley::views
