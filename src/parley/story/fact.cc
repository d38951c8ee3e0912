// A value is a tag and what it needs: a text its number, an array or object the length of its
// elements in bytes and these. Lengths and whole numbers are written seven bits a byte, the least
// first.
#include "parley/story/fact.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

namespace parley::story {
namespace {

enum Tag : std::uint8_t { kNull, kFalse, kTrue, kWhole, kReal, kText, kArray, kObject };

constexpr std::size_t kStringPageBytes = 1UL << 20;
constexpr std::size_t kLeastSlots = 1UL << 10;
constexpr std::size_t kPageBytes = 1UL << 22;  // of values
constexpr std::size_t kMostPages = 1UL << 10;  // a place has 32 bits
constexpr double kMostWhole = 4294967295.0;
constexpr std::size_t kUsualDepth = 8;

// What the story asks for, in the order of their bytes.
constexpr std::array<std::string_view, 55> kKeys = {
    "act",          "actor",    "affiliation", "aliases",     "answers",  "as_of",      "basis",
    "bound",        "channel",  "confidence",  "content",     "counting", "cue",        "deadline",
    "descriptions", "end",      "event",       "exchange",    "family",   "force",      "high",
    "inside",       "kind",     "low",         "measure",     "mentions", "modality",   "name",
    "negated",      "other",    "parameters",  "part_of",     "place",    "population", "quote",
    "relation",     "replaces", "resolved",    "restates",    "revised",  "role",       "said_at",
    "source",       "spans",    "stance",      "start",       "state",    "statement",  "term",
    "time",         "titles",   "type",        "undertaking", "unit",     "value"};
static_assert(std::ranges::is_sorted(kKeys));

constexpr std::size_t kKeySlots = 256;

constexpr std::size_t key_slot(std::string_view key) {
  return (static_cast<unsigned char>(key.front()) * 7U + static_cast<unsigned char>(key.back()) +
          key.size() * 37U) %
         kKeySlots;
}

// Where each key is looked for: its number and 1, or the free place behind it that ends the search.
constexpr std::array<std::uint8_t, kKeySlots> kKeyAt = [] {
  std::array<std::uint8_t, kKeySlots> slots{};
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    std::size_t slot = key_slot(kKeys[i]);
    while (slots[slot] != 0) slot = (slot + 1) % kKeySlots;
    slots[slot] = static_cast<std::uint8_t>(i + 1);
  }
  return slots;
}();

std::optional<std::uint8_t> byte_of(std::string_view key) {
  if (key.empty()) return std::nullopt;
  for (std::size_t slot = key_slot(key); kKeyAt[slot] != 0; slot = (slot + 1) % kKeySlots) {
    const auto number = static_cast<std::uint8_t>(kKeyAt[slot] - 1);
    if (kKeys[number] == key) return number;
  }
  return std::nullopt;
}

void put_length(std::vector<std::uint8_t>& bytes, std::uint64_t number) {
  while (number >= 0x80) {
    bytes.push_back(static_cast<std::uint8_t>(number | 0x80));
    number >>= 7;
  }
  bytes.push_back(static_cast<std::uint8_t>(number));
}

std::uint64_t take_length(const std::uint8_t*& at) {
  std::uint64_t number = 0;
  for (int shift = 0;; shift += 7) {
    const std::uint8_t byte = *at++;
    number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return number;
  }
}

std::uint32_t hash_of(std::string_view text) {
  const std::size_t hash = std::hash<std::string_view>()(text);
  return static_cast<std::uint32_t>(hash ^ hash >> 32U);
}

const std::uint8_t* behind(const std::uint8_t* at) {
  switch (*at++) {
    case kWhole:
    case kText:
      take_length(at);
      return at;
    case kReal:
      return at + sizeof(double);
    case kArray:
    case kObject: {
      const std::uint64_t length = take_length(at);
      return at + length;
    }
    default:
      return at;
  }
}

using Levels = std::vector<std::vector<std::uint8_t>>;

// Writes a value. Each open array or object has bytes of its own, which go into those of the one
// around it when it ends.
class Encoder {
 public:
  Encoder(Strings& strings, Levels& levels) : strings_(strings), levels_(levels) {
    if (levels_.empty()) levels_.emplace_back();
    levels_.front().clear();
    open_.reserve(kUsualDepth);
  }

  void write(const base::JsonView& top) {
    put(top);
    while (!open_.empty()) {
      Open& around = open_.back();
      if (around.next == around.end) {
        close();
        continue;
      }
      const base::JsonView value = *around.next;
      const std::string_view name = around.next.key();
      ++around.next;
      if (!around.is_object) {
        put(value);
        continue;
      }
      const std::optional<std::uint8_t> key = byte_of(name);
      // The words of a content are read out of the article.
      if (!key || (around.is_content && name == "quote" && value.text())) continue;
      own().push_back(*key);
      put(value, open_.size() == 1 && name == "content");
    }
  }

 private:
  struct Open {
    base::JsonView::Iterator next, end;
    bool is_object = false;
    bool is_content = false;  // of a statement
  };

  void put(const base::JsonView& value, bool is_content = false) {
    if (const auto text = value.text()) {
      own().push_back(kText);
      put_length(own(), strings_.add(*text));
    } else if (const auto whole = value.whole()) {
      if (*whole < 0 || static_cast<double>(*whole) > kMostWhole) {
        return put_real(static_cast<double>(*whole));
      }
      own().push_back(kWhole);
      put_length(own(), static_cast<std::uint64_t>(*whole));
    } else if (const bool is_object = value.is_object(); is_object || value.is_array()) {
      own().push_back(is_object ? kObject : kArray);
      open_.push_back({value.begin(), value.end(), is_object, is_object && is_content});
      if (open_.size() == levels_.size()) levels_.emplace_back();
      own().clear();
    } else if (const auto real = value.number()) {
      put_real(*real);
    } else {
      own().push_back(value.is_true() ? kTrue : value.is_null() ? kNull : kFalse);
    }
  }
  void put_real(double number) {
    own().push_back(kReal);
    std::array<std::uint8_t, sizeof number> bytes{};
    std::memcpy(bytes.data(), &number, sizeof number);
    own().insert(own().end(), bytes.begin(), bytes.end());
  }
  void close() {
    const std::vector<std::uint8_t>& ended = own();
    open_.pop_back();
    put_length(own(), ended.size());
    own().insert(own().end(), ended.begin(), ended.end());
  }

  std::vector<std::uint8_t>& own() { return levels_[open_.size()]; }

  Strings& strings_;
  Levels& levels_;
  std::vector<Open> open_;
};

}  // namespace

std::size_t Strings::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != 0) {
    const Text& own = texts_[slots_[slot] - 1];
    if (own.hash == hash && std::string_view(own.at, own.size) == text) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

void Strings::grow() {
  slots_.assign(std::max(kLeastSlots, slots_.size() * 2), 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t number = 0; number < texts_.size(); ++number) {
    std::size_t slot = texts_[number].hash & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = number + 1;
  }
}

std::uint32_t Strings::add(std::string_view text) {
  if (texts_.size() * 2 >= slots_.size()) grow();
  const std::uint32_t hash = hash_of(text);
  const std::size_t slot = slot_of(text, hash);
  if (slots_[slot] != 0) return slots_[slot] - 1;
  if (pages_.empty() || pages_.back().size() + text.size() > pages_.back().capacity()) {
    pages_.emplace_back().reserve(std::max(kStringPageBytes, text.size()));
  }
  std::pmr::string& page = pages_.back();
  const std::size_t at = page.size();
  page += text;
  texts_.push_back({page.data() + at, static_cast<std::uint32_t>(text.size()), hash});
  slots_[slot] = static_cast<std::uint32_t>(texts_.size());
  return slots_[slot] - 1;
}

std::optional<std::uint32_t> Strings::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t number = slots_[slot_of(text, hash_of(text))];
  return number == 0 ? std::nullopt : std::optional(number - 1);
}

bool Fact::is_null() const { return at_ == nullptr || *at_ == kNull; }
bool Fact::is_object() const { return at_ != nullptr && *at_ == kObject; }
bool Fact::is_array() const { return at_ != nullptr && *at_ == kArray; }
bool Fact::is_true() const { return at_ != nullptr && *at_ == kTrue; }

std::optional<std::uint32_t> Fact::text_number() const {
  if (at_ == nullptr || *at_ != kText) return std::nullopt;
  const std::uint8_t* at = at_ + 1;
  return static_cast<std::uint32_t>(take_length(at));
}

std::optional<std::string_view> Fact::text() const {
  const auto number = text_number();
  return number ? std::optional(strings_->at(*number)) : std::nullopt;
}

std::optional<std::uint32_t> Fact::offset() const {
  if (at_ == nullptr || *at_ != kWhole) return std::nullopt;
  const std::uint8_t* at = at_ + 1;
  return static_cast<std::uint32_t>(take_length(at));
}

std::optional<double> Fact::number() const {
  if (const auto whole = offset()) return static_cast<double>(*whole);
  if (at_ == nullptr || *at_ != kReal) return std::nullopt;
  double number = 0;
  std::memcpy(&number, at_ + 1, sizeof number);
  return number;
}

Fact Fact::at(std::string_view key) const {
  const std::optional<std::uint8_t> byte = is_object() ? byte_of(key) : std::nullopt;
  if (!byte) return {};
  const std::uint8_t* at = at_ + 1;
  const std::uint64_t length = take_length(at);
  const std::uint8_t* end = at + length;
  Fact found;
  // Of a key that stands twice, the last, as parsers do.
  while (at != end) {
    if (*at == *byte) found = {at + 1, strings_};
    at = behind(at + 1);
  }
  return found;
}

Fact::Iterator& Fact::Iterator::operator++() {
  at_ = behind(at_);
  return *this;
}

Fact::Iterator Fact::begin() const {
  if (!is_array()) return {};
  const std::uint8_t* at = at_ + 1;
  take_length(at);
  return {at, strings_};
}

Fact::Iterator Fact::end() const {
  if (!is_array()) return {};
  const std::uint8_t* at = at_ + 1;
  const std::uint64_t length = take_length(at);
  return {at + length, strings_};
}

std::size_t Fact::size() const {
  std::size_t size = 0;
  for (Iterator it = begin(); it != end(); ++it) ++size;
  return size;
}

Fact FactStore::at(std::uint32_t place) const {
  spill_.relax();
  return {pages_[place / kPageBytes].data() + place % kPageBytes, &strings_};
}

std::optional<std::uint32_t> FactStore::add(std::string_view json) {
  const base::JsonView value = reader_.read(json);
  if (!value.is_object()) return std::nullopt;
  Encoder(strings_, levels_).write(value);
  const std::vector<std::uint8_t>& bytes = levels_.front();
  if (pages_.empty() || pages_.back().size() + bytes.size() > pages_.back().capacity()) {
    if (pages_.size() == kMostPages) return std::nullopt;
    pages_.emplace_back().reserve(std::max(kPageBytes, bytes.size()));
  }
  std::pmr::vector<std::uint8_t>& page = pages_.back();
  spill_.relax();
  const std::size_t place = (pages_.size() - 1) * kPageBytes + page.size();
  page.insert(page.end(), bytes.begin(), bytes.end());
  return static_cast<std::uint32_t>(place);
}

std::optional<std::string> text_at(const Fact& fact, std::string_view key) {
  const auto text = fact.at(key).text();
  return text ? std::optional(std::string(*text)) : std::nullopt;
}

std::optional<double> number_at(const Fact& fact, std::string_view key) {
  return fact.at(key).number();
}

Fact part_at(const Fact& fact, std::string_view key) { return fact.at(key); }

std::vector<text::Span> spans_of(const Fact& part) {
  std::vector<text::Span> spans;
  const auto add = [&](const Fact& place) {
    const auto start = place.at("start").offset();
    const auto end = place.at("end").offset();
    if (start && end) spans.push_back({*start, *end});
  };
  if (const Fact list = part.at("spans"); list.is_array()) {
    for (const Fact place : list) add(place);
  } else {
    add(part);
  }
  return spans;
}

}  // namespace parley::story
