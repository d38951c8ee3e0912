// A value is a tag and what it needs: a text its number, an array or object the length of its
// elements in bytes and these. Lengths and whole numbers are written seven bits a byte, the least
// first.
#include "parley/story/fact.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "parley/story/plain_json.h"
#include "parley/text/utf8.h"

namespace parley::story {
namespace {

enum Tag : std::uint8_t { kNull, kFalse, kTrue, kWhole, kReal, kText, kArray, kObject };

constexpr std::size_t kStringPageBytes = 1UL << 20;
constexpr std::size_t kLeastSlots = 1UL << 10;
constexpr std::size_t kPageBytes = 1UL << 22;  // of values
constexpr std::size_t kMostPages = 1UL << 10;  // a place has 32 bits
constexpr double kMostWhole = 4294967295.0;

// What the story asks for, in the order of their bytes.
constexpr std::array<std::string_view, 54> kKeys = {
    "act",      "actor",      "affiliation", "aliases",  "answers",    "as_of",   "basis",
    "bound",    "channel",    "confidence",  "content",  "counting",   "cue",     "deadline",
    "end",      "event",      "exchange",    "family",   "force",      "high",    "inside",
    "kind",     "low",        "measure",     "mentions", "modality",   "name",    "negated",
    "other",    "parameters", "part_of",     "place",    "population", "quote",   "relation",
    "replaces", "resolved",   "restates",    "revised",  "role",       "said_at", "source",
    "spans",    "stance",     "start",       "state",    "statement",  "term",    "time",
    "titles",   "type",       "undertaking", "unit",     "value"};
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

// Writes what the parser meets. Each open array or object has bytes of its own, which go into those
// of the one around it when it ends.
class Encoder {
 public:
  Encoder(Strings& strings, Levels& open) : strings_(strings), open_(open) {
    if (open_.empty()) open_.emplace_back();
    open_.front().clear();
  }

  bool null() { return plain(kNull); }
  bool boolean(bool truth) { return plain(truth ? kTrue : kFalse); }
  bool number_integer(std::int64_t number) {
    return number < 0 ? real(static_cast<double>(number))
                      : number_unsigned(static_cast<std::uint64_t>(number));
  }
  bool number_unsigned(std::uint64_t number) {
    if (static_cast<double>(number) > kMostWhole) return real(static_cast<double>(number));
    if (!begin(kWhole)) return true;
    put_length(own(), number);
    return true;
  }
  bool number_float(double number, const std::string& /*text*/) { return real(number); }
  bool string(std::string_view text) {
    // The words of a content are read out of the article.
    if (skipping_ == 0 && key_is_quote_ && in_content_ == depth_) return drop_key();
    if (!begin(kText)) return true;
    put_length(own(), strings_.add(text));
    return true;
  }
  bool binary(std::vector<std::uint8_t>& /*bytes*/) { return plain(kNull); }
  bool start_object(std::size_t /*size*/) { return start(kObject); }
  bool start_array(std::size_t /*size*/) { return start(kArray); }
  bool end_object() { return finish(kObject); }
  bool end_array() { return finish(kArray); }
  bool key(std::string_view name) {
    if (skipping_ > 0) return true;
    key_ = byte_of(name);
    skip_next_ = !key_;
    key_is_quote_ = name == "quote";
    next_is_content_ = name == "content" && depth_ == 2;
    return true;
  }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/,
                   const nlohmann::json::exception& /*why*/) {
    return false;
  }

 private:
  // Room for one value with its key before it; false where it is left out.
  bool begin(Tag tag) {
    if (skipping_ > 0) return false;
    if (std::exchange(skip_next_, false)) return false;
    if (key_) own().push_back(*std::exchange(key_, std::nullopt));
    own().push_back(tag);
    return true;
  }
  bool drop_key() {
    key_.reset();
    skip_next_ = false;
    return true;
  }
  bool plain(Tag tag) {
    begin(tag);
    return true;
  }
  bool real(double number) {
    if (!begin(kReal)) return true;
    std::array<std::uint8_t, sizeof number> bytes{};
    std::memcpy(bytes.data(), &number, sizeof number);
    own().insert(own().end(), bytes.begin(), bytes.end());
    return true;
  }
  bool start(Tag tag) {
    if (skipping_ > 0 || !begin(tag)) {
      ++skipping_;
      return true;
    }
    if (++depth_ > open_.size()) open_.emplace_back();
    own().clear();
    if (std::exchange(next_is_content_, false)) in_content_ = depth_;
    return true;
  }
  bool finish(Tag /*tag*/) {
    if (skipping_ > 0) {
      --skipping_;
      return true;
    }
    if (in_content_ == depth_) in_content_ = 0;
    const std::vector<std::uint8_t>& ended = own();
    --depth_;
    put_length(own(), ended.size());
    own().insert(own().end(), ended.begin(), ended.end());
    return true;
  }

  std::vector<std::uint8_t>& own() { return open_[depth_ - 1]; }

  Strings& strings_;
  Levels& open_;  // the first depth_ of them
  std::size_t depth_ = 1;
  std::optional<std::uint8_t> key_;
  std::size_t skipping_ = 0;    // open arrays and objects that are left out
  std::size_t in_content_ = 0;  // the depth of a statement's content while inside it
  bool skip_next_ = false, key_is_quote_ = false, next_is_content_ = false;
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
  if (!text::is_valid_utf8(json)) return std::nullopt;
  Encoder plain(strings_, levels_);
  if (!read_plain_json(json, plain)) {
    Encoder encoder(strings_, levels_);
    if (!nlohmann::json::sax_parse(json, &encoder)) return std::nullopt;
  }
  const std::vector<std::uint8_t>& bytes = levels_.front();
  if (bytes.empty() || bytes.front() != kObject) return std::nullopt;
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
