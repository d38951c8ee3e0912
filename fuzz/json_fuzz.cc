// Any bytes as JSON: what the reader takes must be JSON to nlohmann's parser too and hold the same
// values, and the other way round but for what json_view.h leaves out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "parley/base/json_view.h"

namespace {

using nlohmann::json;
using parley::base::JsonView;

constexpr int kMostNested = 500;  // levels that both read

void require(bool holds) {
  if (!holds) std::abort();
}

// Whole numbers beyond 64 bits come out of nlohmann's parser as fractions.
bool is_left_out(const json& value) {
  return value.is_number_float() &&
         (value.get<double>() >= 9.2e18 || value.get<double>() <= -9.2e18);
}

void compare(JsonView top, const json& wanted_top) {
  std::vector<std::pair<JsonView, const json*>> open = {{top, &wanted_top}};
  while (!open.empty()) {
    const auto [view, wanted] = open.back();
    open.pop_back();
    require(view.is_there());
    require(view.is_null() == wanted->is_null());
    require(view.is_object() == wanted->is_object());
    require(view.is_array() == wanted->is_array());
    require(view.is_true() == (wanted->is_boolean() && wanted->get<bool>()));
    require(view.text().has_value() == wanted->is_string());
    if (wanted->is_string()) require(*view.text() == wanted->get_ref<const std::string&>());
    require(view.number().has_value() == wanted->is_number());
    if (wanted->is_number()) require(*view.number() == wanted->get<double>());
    if (!wanted->is_structured()) continue;
    // Of a member written twice, one parser keeps the first, the other the last.
    if (view.size() != wanted->size()) {
      require(wanted->is_object() && view.size() > wanted->size());
      continue;
    }
    if (wanted->is_array()) {
      auto at = view.begin();
      for (const json& one : *wanted) {
        open.emplace_back(*at, &one);
        ++at;
      }
    } else {
      for (auto at = view.begin(); at != view.end(); ++at) {
        const auto member = wanted->find(at.key());
        require(member != wanted->end());
        open.emplace_back(*at, &*member);
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static parley::base::JsonReader reader;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const JsonView view = reader.read(text);
  if (text.contains('\0')) {
    // To the other parser the end of its input; in JSON it stands nowhere.
    require(!view.is_there());
    return 0;
  }
  // Deep, or with such a number, if only in a member that is written again later.
  bool may_be_left_out = false;
  const auto look = [&](int depth, json::parse_event_t, const json& value) {
    may_be_left_out = may_be_left_out || depth > kMostNested || is_left_out(value);
    return true;
  };
  const json wanted = json::parse(text, look, /*allow_exceptions=*/false);
  if (view.is_there()) {
    require(!wanted.is_discarded());
    compare(view, wanted);
  } else {
    require(wanted.is_discarded() || may_be_left_out);
  }
  return 0;
}
