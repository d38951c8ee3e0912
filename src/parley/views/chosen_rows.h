// The derived rows that a view looks at, taken out of all rows one at a time.
//
// What "Example Wire" and "Coast Radio" tell is a small part of a large record: their origins, the
// statements behind these, their figures and positions. The rows come as often as they must, and
// only those that are wanted stay in memory. What the views do with them: changes.h, compare.h.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/record/record.h"

namespace parley::views {

// Shows each derived row of a type ("" for all types) in its order.
using EachRow = std::function<base::Result<void>(
    const std::string& type, const std::function<void(const record::DerivedRow&)>& visit)>;

// The rows of `record`, which must live as long; worked out, once, where they are not stored.
base::Result<EachRow> each_row_of(record::Record& record);

base::Result<std::vector<record::DerivedRow>> rows_of_type(const EachRow& each,
                                                           const std::string& type);

// The rows for which changes() says the same as for all, `new_articles` being new: positions of
// those holders alone who hold a new one, series with a new figure, origins and articles that are
// new. Rows are gone through once a type, positions twice.
base::Result<std::vector<record::DerivedRow>> rows_of_changes(
    const EachRow& each, const std::set<std::string>& new_articles);

// The rows for which compare() says the same as for all.
base::Result<std::vector<record::DerivedRow>> rows_of_comparison(const EachRow& each,
                                                                 const std::string& outlet_a,
                                                                 const std::string& outlet_b,
                                                                 const std::set<std::string>& only);

}  // namespace parley::views
