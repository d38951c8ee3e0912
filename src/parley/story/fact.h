// Values of findings, read once and kept small: what the story asks of them and no more.
//
//   Fact statement = …;                        // of "Ana Velm said talks would resume."
//   text_at(part_at(statement, "cue"), "force")  →  "say"
//
// Texts are kept once for all findings, keys as one byte, numbers as few bytes as they need. Keys
// that nobody here asks for are left out, as is the quote of a statement's content, which
// Corpus::content_of reads out of the article. A Fact is a view into its FactStore and valid as
// long as that lives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/json_view.h"
#include "parley/story/spill.h"
#include "parley/text/span.h"

namespace parley::story {

// Texts, each once, numbered from 0 in the order in which they came. Views stay valid.
class Strings {
 public:
  // What it holds is taken from `memory`, which must outlive it.
  explicit Strings(std::pmr::memory_resource* memory = std::pmr::get_default_resource())
      : texts_(memory), slots_(memory), pages_(memory) {}
  Strings(const Strings&) = delete;
  Strings& operator=(const Strings&) = delete;

  std::uint32_t add(std::string_view text);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;
  [[nodiscard]] std::string_view at(std::uint32_t number) const {
    return {texts_[number].at, texts_[number].size};
  }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  struct Text {
    const char* at = nullptr;
    std::uint32_t size = 0;
    std::uint32_t hash = 0;
  };

  // The slot of `text`, or the free one where it belongs. REQUIRES: slots_ is not empty.
  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();

  std::pmr::vector<Text> texts_;
  std::pmr::vector<std::uint32_t>
      slots_;  // numbers and 1, by hash; 0 where free; at most half full
  std::pmr::vector<std::pmr::string> pages_;  // what the texts look into; never grown
};

class Fact {
 public:
  Fact() = default;  // null
  Fact(const std::uint8_t* at, const Strings* strings) : at_(at), strings_(strings) {}

  [[nodiscard]] bool is_null() const;
  [[nodiscard]] bool is_object() const;
  [[nodiscard]] bool is_array() const;
  [[nodiscard]] std::optional<std::string_view> text() const;
  [[nodiscard]] std::optional<double> number() const;
  // A whole number that is not negative and fits.
  [[nodiscard]] std::optional<std::uint32_t> offset() const;
  [[nodiscard]] bool is_true() const;
  [[nodiscard]] Fact at(std::string_view key) const;
  // The number of the text in the store's strings; none where it is no text.
  [[nodiscard]] std::optional<std::uint32_t> text_number() const;

  // The elements of an array; nothing for anything else.
  class Iterator {
   public:
    using value_type = Fact;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const std::uint8_t* at, const Strings* strings) : at_(at), strings_(strings) {}
    Fact operator*() const { return {at_, strings_}; }
    Iterator& operator++();
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const std::uint8_t* at_ = nullptr;
    const Strings* strings_ = nullptr;
  };
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;
  // Elements; linear.
  [[nodiscard]] std::size_t size() const;

 private:
  const std::uint8_t* at_ = nullptr;
  const Strings* strings_ = nullptr;
};

// Takes in JSON and gives Facts.
class FactStore {
 public:
  FactStore() : pages_(&spill_), strings_(&spill_) {}
  FactStore(const FactStore&) = delete;
  FactStore& operator=(const FactStore&) = delete;

  // Where the value of `json` stands; none where it is no object or is nested a thousand deep.
  // Linear; no recursion.
  std::optional<std::uint32_t> add(std::string_view json);
  [[nodiscard]] Fact at(std::uint32_t place) const;

  [[nodiscard]] Strings& strings() { return strings_; }
  [[nodiscard]] const Strings& strings() const { return strings_; }
  // Where else what is known of all articles may be put. It gives memory back as facts are asked
  // for.
  [[nodiscard]] Spill& memory() { return spill_; }
  // The same for many small pieces, none of which is given back before the store goes.
  [[nodiscard]] std::pmr::memory_resource& pieces() { return small_; }

 private:
  static constexpr std::size_t kSmallBytes = 1UL << 20;  // taken at first

  Spill spill_;
  std::pmr::monotonic_buffer_resource small_{kSmallBytes, &spill_};
  std::pmr::vector<std::pmr::vector<std::uint8_t>> pages_;  // never grown past their capacity
  Strings strings_;
  base::JsonReader reader_;
  std::vector<std::vector<std::uint8_t>> levels_;  // what is open while a value is added
};

// The text at `key` of `fact`, none where it is missing, null or no text.
[[nodiscard]] std::optional<std::string> text_at(const Fact& fact, std::string_view key);
[[nodiscard]] std::optional<double> number_at(const Fact& fact, std::string_view key);
// The value at `key`; null where there is none.
[[nodiscard]] Fact part_at(const Fact& fact, std::string_view key);
// The `spans` of `part`, or its own start and end.
[[nodiscard]] std::vector<text::Span> spans_of(const Fact& part);

}  // namespace parley::story
