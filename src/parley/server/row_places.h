// Parts a row's JSON into its head and the places it stands on, without parsing either.
//
//   {"id":"k1","name":"Northern Council","evidence":[{"article":"a1", …}, …]}
//
// The places end a row and are most of it: an actor of a large record has a hundred thousand of
// them, 20 MB, and a page shows three. For rows as the record's own writer makes them; of other
// JSON the head is all, and there are no places.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace parley::server {

struct RowParts {
  std::string_view head;    // without the places and the closing brace
  std::string_view places;  // the inside of the array
};
// Views into `row`. Linear in the last place that holds a "[".
[[nodiscard]] RowParts parts_of(std::string_view row);

// The row without its places.
[[nodiscard]] std::string head_of(std::string_view row);

// The row with the first `most` of those places whose article `keep` takes. Linear in the places
// looked at.
[[nodiscard]] std::string with_places(std::string_view row, std::size_t most,
                                      const std::function<bool(std::string_view)>& keep);

// How many places the row stands on. Linear.
[[nodiscard]] std::size_t count_places(std::string_view row);

}  // namespace parley::server
