// Each table is made once, by asking ICU for every character of the encoding, then mended row by
// row from data/encoding_tables.tsv. That takes some milliseconds, for the encodings that are met
// only.
#include "parley/charset/tables.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <array>
#include <charconv>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/table.h"
#include "parley/text/utf8.h"

namespace parley::charset {
namespace {

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

class Icu {
 public:
  explicit Icu(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    converter_.reset(ucnv_open(name, &status));
    if (U_FAILURE(status)) converter_.reset();
    if (converter_) {
      ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &status);
    }
  }

  // The one code point that `bytes` stand for, 0 if there is none.
  [[nodiscard]] char32_t read(std::string_view bytes) const {
    if (!converter_) return 0;
    ucnv_reset(converter_.get());
    std::array<UChar, 8> units{};
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t count =
        ucnv_toUChars(converter_.get(), units.data(), units.size(), bytes.data(),
                      static_cast<std::int32_t>(bytes.size()), &status);
    if (U_FAILURE(status) || count <= 0) return 0;
    std::int32_t taken = 0;
    UChar32 point = 0;
    U16_NEXT(units.data(), taken, count, point);
    return taken == count && point != 0xFFFD ? static_cast<char32_t>(point) : 0;
  }

 private:
  std::unique_ptr<UConverter, ConverterCloser> converter_;
};

char byte(std::size_t value) { return static_cast<char>(value); }

std::size_t number(std::string_view text, int radix) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, radix);
  return value;
}

void mend(std::vector<char32_t>& table, std::string_view name) {
  for (const base::TableRow& row : base::read_table("encoding_tables")) {
    if (row.user || row.at(0) != name) continue;
    const std::size_t first = number(row.at(1), 10);
    const std::size_t last = number(row.at(2), 10);
    const bool none = row.at(3) == "-";
    const std::size_t point = none ? 0 : number(row.at(3), 16);
    for (std::size_t i = first; i <= last && i < table.size(); ++i) {
      table[i] = none ? 0 : static_cast<char32_t>(point + (i - first));
    }
  }
}

template <typename Bytes>
std::vector<char32_t> make_table(std::string_view name, const char* converter, std::size_t size,
                                 const Bytes& bytes_of) {
  const Icu icu(converter);
  std::vector<char32_t> table(size, 0);
  for (std::size_t pointer = 0; pointer < size; ++pointer) {
    const std::string bytes = bytes_of(pointer);
    if (!bytes.empty()) table[pointer] = icu.read(bytes);
  }
  mend(table, name);
  return table;
}

std::string gap_trail(std::size_t lead, std::size_t trail, std::size_t gap, std::size_t after) {
  return {byte(lead), byte(trail + (trail < gap ? 0x40 : after))};
}

}  // namespace

std::span<const char32_t> single_byte_table(Encoding encoding) {
  static std::array<std::vector<char32_t>, kEncodings> tables;
  static std::array<std::once_flag, kEncodings> once;
  const auto at = static_cast<std::size_t>(encoding);
  std::call_once(once[at], [&] {
    std::string name = text::ascii_lower(name_of(encoding));
    if (encoding == Encoding::kIso8859_8I) name = "iso-8859-8";
    const bool missing = encoding == Encoding::kIso8859_16;
    tables[at] = make_table(name, missing ? "iso-8859-1" : name.c_str(), 128,
                            [](std::size_t i) { return std::string(1, byte(i + 0x80)); });
  });
  return tables[at];
}

std::span<const char32_t> big5_table() {
  static const std::vector<char32_t> kTable =
      make_table("big5", "Big5-HKSCS", 19782, [](std::size_t pointer) {
        return gap_trail(pointer / 157 + 0x81, pointer % 157, 0x3F, 0x62);
      });
  return kTable;
}

std::span<const char32_t> euc_kr_table() {
  static const std::vector<char32_t> kTable =
      make_table("euc-kr", "windows-949", 23940, [](std::size_t pointer) {
        return std::string{byte(pointer / 190 + 0x81), byte(pointer % 190 + 0x41)};
      });
  return kTable;
}

std::span<const char32_t> gb18030_table() {
  static const std::vector<char32_t> kTable =
      make_table("gb18030", "gb18030", 23940, [](std::size_t pointer) {
        return gap_trail(pointer / 190 + 0x81, pointer % 190, 0x3F, 0x41);
      });
  return kTable;
}

std::span<const char32_t> jis0208_table() {
  static const std::vector<char32_t> kTable =
      make_table("jis0208", "windows-31j", 11280, [](std::size_t pointer) {
        // Private characters, which no table holds.
        if (pointer >= 8836 && pointer <= 10715) return std::string();
        const std::size_t lead = pointer / 188;
        return gap_trail(lead + (lead < 0x1F ? 0x81 : 0xC1), pointer % 188, 0x3F, 0x41);
      });
  return kTable;
}

std::span<const char32_t> jis0212_table() {
  static const std::vector<char32_t> kTable =
      make_table("jis0212", "EUC-JP", 8836, [](std::size_t pointer) {
        return std::string{byte(0x8F), byte(pointer / 94 + 0xA1), byte(pointer % 94 + 0xA1)};
      });
  return kTable;
}

std::span<const char32_t> gb18030_ranges() {
  static const std::vector<char32_t> kTable =
      make_table("gb18030-ranges", "gb18030", 39420, [](std::size_t pointer) {
        return std::string{byte(pointer / 12600 + 0x81), byte(pointer / 1260 % 10 + 0x30),
                           byte(pointer / 10 % 126 + 0x81), byte(pointer % 10 + 0x30)};
      });
  return kTable;
}

}  // namespace parley::charset
