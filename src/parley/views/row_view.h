// Derived rows parsed once and found by type and id, for the views that look across types.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/base/json_writer.h"
#include "parley/record/record.h"

namespace parley::views {

struct ViewRow {
  std::string id;
  std::int64_t number = 0;
  nlohmann::json value;
};

class RowView {
 public:
  // Parses the rows of `types`; the others are left out.
  RowView(const std::vector<record::DerivedRow>& rows, const std::vector<std::string>& types);

  [[nodiscard]] const std::vector<ViewRow>& of(std::string_view type) const;
  // Null where there is none.
  [[nodiscard]] const ViewRow* find(std::string_view type, const std::string& id) const;

 private:
  std::map<std::string, std::vector<ViewRow>, std::less<>> rows_;
  std::map<std::pair<std::string, std::string>, std::size_t> by_id_;
};

// The text at `key`, "" where it is missing, null or no text.
[[nodiscard]] std::string text_or_none(const nlohmann::json& value, std::string_view key);
// The list at `key`, an empty one where there is none.
[[nodiscard]] const nlohmann::json& list_at(const nlohmann::json& value, std::string_view key);
// Whose the position `row` is, to set it beside others: the actor's id, else the holder's name,
// else its own id.
[[nodiscard]] std::string holder_key(const std::string& id, const nlohmann::json& row);
// Writes the list of places `evidence` as it is.
void write_evidence(base::JsonWriter& json, const std::vector<const nlohmann::json*>& evidence);

}  // namespace parley::views
