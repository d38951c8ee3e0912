// Any bytes as a line of JSON Lines, and as the words that a date is looked for in.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "parley/intake/json_row.h"
#include "parley/intake/language.h"
#include "parley/intake/written_date.h"
#include "parley/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto row = intake::read_json_row(bytes); row && row->text) {
    if (!text::is_valid_utf8(*row->text)) std::abort();
    (void)intake::detect_language(*row->text);
  }
  if (const auto date = intake::find_written_date(bytes)) {
    if (date->start > date->end || date->end > size) std::abort();
    if (date->usable()) (void)date->value();
  }
  (void)intake::find_url_date(bytes);
  (void)intake::language_tag(bytes);
  return 0;
}
