// nlohmann's SAX parser calls RowHandler for each value: no tree is built, and the handler stops
// the parse at a depth limit, so the cost of a line is its length.
#include "parley/intake/json_row.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "parley/charset/read_bytes.h"
#include "parley/text/utf8.h"

namespace parley::intake {
namespace {

class RowHandler : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit RowHandler(JsonRow& row) : row_(row) {}

  bool null() override { return scalar(); }
  bool boolean(bool) override { return scalar(); }
  bool number_integer(number_integer_t number) override { return take_number(number); }
  bool number_unsigned(number_unsigned_t number) override { return take_number(number); }
  bool number_float(number_float_t, const string_t&) override { return scalar(); }
  bool string(string_t& text) override {
    if (depth_ == 0) return fail_shape();
    if (depth_ == 1) {
      store(key_, std::move(text));
    } else if (depth_ == 2 && in_array_ && (key_ == "authors" || key_ == "author")) {
      row_.authors.push_back(std::move(text));
    } else if (depth_ == 2 && !in_array_ && key_ == "published" && inner_key_ == "value") {
      row_.published = std::move(text);
    }
    return true;
  }
  bool binary(binary_t&) override { return scalar(); }
  bool start_object(std::size_t) override { return enter(false); }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override { return depth_ == 0 ? fail_shape() : enter(true); }
  bool end_array() override { return leave(); }
  bool key(string_t& name) override {
    if (depth_ == 1) key_ = std::move(name);
    if (depth_ == 2) inner_key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    offset_ = position > 0 ? position - 1 : 0;
    if (reason_.empty()) {
      reason_ = "bad-json";
      message_ = explain(error.what());
    }
    return false;
  }

  [[nodiscard]] JsonRowError error() const { return {reason_, message_, offset_}; }

 private:
  // The library's message without its own prefix: what it met, in the middle of the line.
  static std::string explain(std::string_view what) {
    const std::size_t colon = what.find("syntax error");
    std::string text(colon == std::string_view::npos ? "not valid JSON" : what.substr(colon));
    constexpr std::size_t kMaxMessage = 160;
    if (text.size() > kMaxMessage) text = text.substr(0, kMaxMessage) + "…";
    return text::repair_utf8(text);
  }
  bool scalar() { return depth_ == 0 ? fail_shape() : true; }
  bool fail_shape() {
    reason_ = "not-an-object";
    message_ = "the line holds no JSON object";
    return false;
  }
  template <typename Number>
  bool take_number(Number number) {
    if (depth_ == 1 && key_ == "id") row_.id = std::to_string(number);
    return scalar();
  }
  bool enter(bool array) {
    if (++depth_ > kMaxJsonDepth) {
      reason_ = "json-depth";
      message_ = fmt::format("more than {} brackets within brackets", kMaxJsonDepth);
      return false;
    }
    if (depth_ == 2) {
      in_array_ = array;
      inner_key_.clear();
    }
    return true;
  }
  bool leave() {
    --depth_;
    return true;
  }
  void store(const std::string& name, std::string text) {
    if (name == "id")
      row_.id = std::move(text);
    else if (name == "url")
      row_.url = std::move(text);
    else if (name == "outlet")
      row_.outlet = std::move(text);
    else if (name == "sitename")
      fallback(row_.outlet, std::move(text));
    else if (name == "title")
      row_.title = std::move(text);
    else if (name == "published")
      row_.published = std::move(text);
    else if (name == "date")
      fallback(row_.published, std::move(text));
    else if (name == "language")
      row_.language = std::move(text);
    else if (name == "author")
      row_.authors.push_back(std::move(text));
    else if (name == "text")
      row_.text = std::move(text);
  }
  static void fallback(std::optional<std::string>& field, std::string text) {
    if (!field) field = std::move(text);
  }

  JsonRow& row_;
  int depth_ = 0;
  bool in_array_ = false;
  std::string key_;
  std::string inner_key_;
  std::string reason_;
  std::string message_;
  std::size_t offset_ = 0;
};

bool is_hex(char c) {
  return text::is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Value of "\uXXXX" at `i`, or -1.
int escape_at(std::string_view line, std::size_t i) {
  if (i + 6 > line.size() || line[i] != '\\' || line[i + 1] != 'u') return -1;
  int value = 0;
  for (std::size_t k = i + 2; k < i + 6; ++k) {
    const char c = line[k];
    if (!is_hex(c)) return -1;
    value = value * 16 + (text::is_ascii_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return value;
}

// Replaces halves of surrogate pairs, which no UTF-8 can hold, by the escape of U+FFFD.
std::string mend_surrogates(std::string line, bool& repaired) {
  for (std::size_t i = 0; i + 1 < line.size();) {
    if (line[i] != '\\') {
      ++i;
      continue;
    }
    const int unit = escape_at(line, i);
    if (unit < 0xD800 || unit > 0xDFFF) {
      i += 2;
      continue;
    }
    const int next = escape_at(line, i + 6);
    if (unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
      i += 12;
      continue;
    }
    line.replace(i, 6, "\\ufffd");
    repaired = true;
    i += 6;
  }
  return line;
}

}  // namespace

std::expected<JsonRow, JsonRowError> read_json_row(std::string_view line) {
  JsonRow row;
  std::string mended(line);
  if (!text::is_valid_utf8(line)) {
    charset::ReadBytes read = charset::read_bytes(line, {});
    row.issues = charset::issues_of(read);
    mended = std::move(read.text);
  }
  bool halves = false;
  mended = mend_surrogates(std::move(mended), halves);
  if (halves) {
    row.issues.push_back(
        {"broken-utf8", "text: halves of surrogate pairs are no characters", std::nullopt});
  }
  RowHandler handler(row);
  if (!nlohmann::json::sax_parse(mended, &handler)) return std::unexpected(handler.error());
  return row;
}

}  // namespace parley::intake
