// Views look into the tape of simdjson's document: one word a value, and behind the word of an
// array or object the place where it ends, so that passing over a value takes no time.
#include "parley/base/json_view.h"

#include <simdjson.h>

#include <cstring>

namespace parley::base {
namespace {

using simdjson::internal::tape_ref;
using simdjson::internal::tape_type;

tape_ref tape_at(const void* document, std::size_t place) {
  return {static_cast<const simdjson::dom::document*>(document), place};
}

}  // namespace

bool JsonView::is_null() const {
  return is_there() && tape_at(document_, place_).is_null_on_tape();
}

bool JsonView::is_object() const {
  return is_there() && tape_at(document_, place_).tape_ref_type() == tape_type::START_OBJECT;
}

bool JsonView::is_array() const {
  return is_there() && tape_at(document_, place_).tape_ref_type() == tape_type::START_ARRAY;
}

bool JsonView::is_true() const { return is_there() && tape_at(document_, place_).is_true(); }

std::optional<std::string_view> JsonView::text() const {
  if (!is_there()) return std::nullopt;
  const tape_ref own = tape_at(document_, place_);
  if (own.tape_ref_type() != tape_type::STRING) return std::nullopt;
  return own.get_string_view();
}

std::optional<double> JsonView::number() const {
  if (!is_there()) return std::nullopt;
  const tape_ref own = tape_at(document_, place_);
  switch (own.tape_ref_type()) {
    case tape_type::DOUBLE:
      return own.next_tape_value<double>();
    case tape_type::INT64:
      return static_cast<double>(own.next_tape_value<std::int64_t>());
    case tape_type::UINT64:
      return static_cast<double>(own.next_tape_value<std::uint64_t>());
    default:
      return std::nullopt;
  }
}

std::optional<std::int64_t> JsonView::whole() const {
  if (!is_there()) return std::nullopt;
  const tape_ref own = tape_at(document_, place_);
  if (own.tape_ref_type() != tape_type::INT64) return std::nullopt;
  return own.next_tape_value<std::int64_t>();
}

JsonView JsonView::at(std::string_view key) const {
  if (!is_object()) return {};
  tape_ref own = tape_at(document_, place_ + 1);
  const std::size_t end = tape_at(document_, place_).matching_brace_index() - 1;
  while (own.json_index < end) {
    const std::size_t name = own.json_index++;
    if (tape_at(document_, name).get_string_view() == key) return {document_, own.json_index};
    own.json_index = own.after_element();
  }
  return {};
}

std::size_t JsonView::size() const {
  if (!is_there()) return 0;
  const tape_ref own = tape_at(document_, place_);
  const tape_type type = own.tape_ref_type();
  const bool holds = type == tape_type::START_ARRAY || type == tape_type::START_OBJECT;
  return holds ? own.scope_count() : 0;
}

JsonView::Iterator JsonView::begin() const {
  return empty() ? Iterator() : Iterator(document_, place_ + 1, is_object());
}

JsonView::Iterator JsonView::end() const {
  if (empty()) return {};
  return {document_, tape_at(document_, place_).matching_brace_index() - 1UL, is_object()};
}

JsonView JsonView::Iterator::operator*() const { return {document_, place_ + (named_ ? 1 : 0)}; }

std::string_view JsonView::Iterator::key() const {
  return named_ ? tape_at(document_, place_).get_string_view() : std::string_view();
}

JsonView::Iterator& JsonView::Iterator::operator++() {
  place_ = tape_at(document_, place_ + (named_ ? 1 : 0)).after_element();
  return *this;
}

struct JsonReader::Parser {
  simdjson::dom::parser parser;
  std::string buffer;  // the text and the bytes behind it that simdjson reads
};

JsonReader::JsonReader() : parser_(std::make_unique<Parser>()) {}
JsonReader::~JsonReader() = default;

JsonView JsonReader::read(std::string_view text) {
  std::string& buffer = parser_->buffer;
  if (buffer.size() < text.size() + simdjson::SIMDJSON_PADDING) {
    buffer.resize(2 * text.size() + simdjson::SIMDJSON_PADDING);
  }
  std::memcpy(buffer.data(), text.data(), text.size());
  return read_buffer(text.size());
}

JsonView JsonReader::read_head(std::string_view head) {
  std::string& buffer = parser_->buffer;
  if (buffer.size() < head.size() + 1 + simdjson::SIMDJSON_PADDING) {
    buffer.resize(2 * head.size() + 1 + simdjson::SIMDJSON_PADDING);
  }
  std::memcpy(buffer.data(), head.data(), head.size());
  buffer[head.size()] = '}';
  return read_buffer(head.size() + 1);
}

JsonView JsonReader::read_buffer(std::size_t size) {
  simdjson::dom::element root;
  const auto error = parser_->parser.parse(parser_->buffer.data(), size, false).get(root);
  if (error != simdjson::SUCCESS) return {};
  return {&parser_->parser.doc, 1};
}

}  // namespace parley::base
