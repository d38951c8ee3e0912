// Writes JSON text piece by piece into a string: compact, keys in the order given.
//
//   JsonWriter json;
//   json.begin_object().field("id", "a1").key("spans").begin_array()...
//
// Commas and nesting are kept by the writer. It does not check that keys are unique. Strings are
// taken as UTF-8; broken sequences come out as U+FFFD, so that the output is always valid JSON.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::base {

class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth);
  JsonWriter& value(std::integral auto number) {
    return integer(static_cast<std::int64_t>(number));
  }
  // The shortest decimal that reads back as the same double; whole numbers without a point.
  JsonWriter& value(double number);
  JsonWriter& null();
  // `json` is written as it stands and must be one whole JSON value.
  JsonWriter& raw(std::string_view json);
  // Whole members of the open object, parted by commas: "a":1,"b":2.
  JsonWriter& members(std::string_view json) { return json.empty() ? *this : raw(json); }
  template <typename T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : null();
  }
  template <typename T>
  JsonWriter& field(std::string_view name, const T& content) {
    key(name);
    return value(content);
  }

  [[nodiscard]] const std::string& text() const& { return out_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& integer(std::int64_t number);
  void separate();

  std::string out_;
  std::vector<bool> has_items_;  // one entry an open bracket
  bool after_key_ = false;
};

// `text` as a JSON string with its quotation marks.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace parley::base
