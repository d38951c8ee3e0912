// Reads one JSON text after the other, fast: for going through the millions of rows of a record.
//
//   JsonReader reader;
//   const JsonView row = reader.read(R"({"stance":"offer","outlets":["Example Wire"]})");
//   row.at("stance").text();         // "offer"
//   row.at("outlets").size();        // 1
//
// A view is valid until its reader reads again. What is asked of a value that is not there, or is
// of another kind, is none, empty or false; so is everything of a text that is no JSON, or holds a
// whole number beyond 64 bits. Writing is the work of json_writer.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace parley::base {

class JsonView {
 public:
  JsonView() = default;  // what is not there

  [[nodiscard]] bool is_there() const { return document_ != nullptr; }
  [[nodiscard]] bool is_null() const;  // "null" was written
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_array() const;
  [[nodiscard]] bool is_true() const;
  [[nodiscard]] std::optional<std::string_view> text() const;
  [[nodiscard]] std::optional<double> number() const;
  [[nodiscard]] std::optional<std::int64_t> whole() const;  // without a fraction or an exponent
  // The member called `key`, the first where there are several. Linear in the members before it.
  [[nodiscard]] JsonView at(std::string_view key) const;
  // Of an array or object, up to 16,777,215; 0 of all else. Constant.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }

  // The elements of an array, or the values of an object.
  class Iterator {
   public:
    using value_type = JsonView;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    JsonView operator*() const;
    // The name of the member; "" of an element. As valid as the view.
    [[nodiscard]] std::string_view key() const;
    Iterator& operator++();
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.place_ == b.place_; }

   private:
    friend class JsonView;
    Iterator(const void* document, std::size_t place, bool named)
        : document_(document), place_(place), named_(named) {}
    const void* document_ = nullptr;
    std::size_t place_ = 0;
    bool named_ = false;
  };
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

 private:
  friend class JsonReader;
  JsonView(const void* document, std::size_t place) : document_(document), place_(place) {}

  const void* document_ = nullptr;
  std::size_t place_ = 0;
};

// text(), as a string of its own; "" where there is none.
[[nodiscard]] inline std::string text_of(const JsonView& value) {
  return std::string(value.text().value_or(""));
}

// Used by one thread at a time.
class JsonReader {
 public:
  JsonReader();
  ~JsonReader();
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  // `text` may go afterwards. Linear. Not there where `text` is no JSON.
  JsonView read(std::string_view text);
  // The same of an object whose last member is left out: `head` ends before the comma that parts
  // the members.
  JsonView read_head(std::string_view head);

 private:
  JsonView read_buffer(std::size_t size);

  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace parley::base
