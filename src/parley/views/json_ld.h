// A record as linked data: articles, actors, quotations, claims, and what rests on what.
//
// JSON-LD 1.1 with the terms of schema.org and PROV-O. A direct quotation is a Quotation, each
// distinct thing said or counted a Claim with its author and the NewsArticles that it appears in;
// prov:wasDerivedFrom leads from each to the article. Who a claim is true of is not said: there is
// no rating and no review.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/record/record.h"

namespace parley::views {

// The types of rows that are told, in their order.
inline constexpr std::array<std::string_view, 5> kJsonLdTypes = {"articles", "actors", "statements",
                                                                 "origins", "figures"};

// The same document piece by piece, for who cannot hold it whole.
class JsonLdWriter {
 public:
  // `knows_actor`: whether the record has an actor of this id.
  JsonLdWriter(std::string_view version, std::function<bool(const std::string&)> knows_actor)
      : version_(version), knows_actor_(std::move(knows_actor)) {}

  [[nodiscard]] std::string begin() const;
  // "" for a row of which nothing is told. Rows come by kJsonLdTypes.
  [[nodiscard]] std::string add(const record::DerivedRow& row) const;
  [[nodiscard]] static std::string end();

 private:
  std::string version_;
  std::function<bool(const std::string&)> knows_actor_;
};

// One document, {"@context", "@graph"}. `rows` are all derived rows. Near-linear.
[[nodiscard]] std::string to_json_ld(const std::vector<record::DerivedRow>& rows,
                                     std::string_view version);

}  // namespace parley::views
