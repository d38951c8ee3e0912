// A table of words that is asked for every token of a text: "Monday", "monday" and "MONDAY" are
// one.
//
// Most words of a report are in no table. They are turned away by their first letter and length, so
// that a miss costs a few instructions. Words are compared with ASCII case aside; a word of more
// than kLongestWord bytes is in no table. Filled once, then safe to ask from several threads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::base {

template <typename T>
class WordMap {
 public:
  static constexpr std::size_t kLongestWord = 31;

  // The entry of `lower`, made where it is missing. REQUIRES: `lower` has no upper-case letter and
  // 1 to kLongestWord bytes. References stay valid until the next call.
  T& operator[](std::string_view lower) {
    if (const std::size_t found = slot_of(lower); found != kNone) return entries_[found].second;
    if ((entries_.size() + 1) * 2 > slots_.size()) grow();
    entries_.emplace_back(std::string(lower), T{});
    place(entries_.size() - 1);
    lengths_[first_of(lower)] |= 1U << lower.size();
    return entries_.back().second;
  }

  // The entry of `word` in any case, or null.
  [[nodiscard]] const T* find(std::string_view word) const {
    if (word.empty() || word.size() > kLongestWord) return nullptr;
    if ((lengths_[first_of(word)] >> word.size() & 1U) == 0) return nullptr;
    const std::size_t found = slot_of(word);
    return found == kNone ? nullptr : &entries_[found].second;
  }
  [[nodiscard]] bool contains(std::string_view word) const { return find(word) != nullptr; }

  // In the order in which they were made.
  [[nodiscard]] const std::vector<std::pair<std::string, T>>& entries() const { return entries_; }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  static unsigned char lowered(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte | 0x20U) : byte;
  }
  static std::size_t first_of(std::string_view word) { return lowered(word.front()); }

  // Bit 0x20 is set in every byte, which letters of both cases share; other bytes may meet, and are
  // told apart by the comparison.
  static std::size_t hash(std::string_view word) {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    const std::size_t size = word.size();
    if (size >= 8) {
      std::memcpy(&head, word.data(), 8);
      std::memcpy(&tail, word.data() + size - 8, 8);
    } else {
      std::memcpy(&head, word.data(), size);
    }
    constexpr std::uint64_t kCase = 0x2020202020202020U;
    std::uint64_t mixed = ((head | kCase) * 0x9E3779B97F4A7C15U) ^ ((tail | kCase) + size);
    mixed *= 0xD6E8FEB86659FD93U;
    return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
  }

  static bool same(std::string_view word, std::string_view lower) {
    if (word.size() != lower.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (lowered(word[i]) != static_cast<unsigned char>(lower[i])) return false;
    }
    return true;
  }

  [[nodiscard]] std::size_t slot_of(std::string_view word) const {
    if (slots_.empty()) return kNone;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash(word) & mask;; i = (i + 1) & mask) {
      if (slots_[i] == 0) return kNone;
      if (same(word, entries_[slots_[i] - 1].first)) return slots_[i] - 1;
    }
  }

  void place(std::size_t entry) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = hash(entries_[entry].first) & mask;
    while (slots_[i] != 0) i = (i + 1) & mask;
    slots_[i] = static_cast<std::uint32_t>(entry) + 1;
  }

  void grow() {
    slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, 0);
    for (std::size_t i = 0; i < entries_.size(); ++i) place(i);
  }

  std::vector<std::pair<std::string, T>> entries_;
  std::vector<std::uint32_t> slots_;  // entry + 1; 0 where free; a power of two, at most half full
  std::array<std::uint32_t, 256> lengths_{};  // by first byte, the lengths of its words
};

}  // namespace parley::base
