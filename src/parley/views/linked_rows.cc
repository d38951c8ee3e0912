#include "parley/views/linked_rows.h"

#include <fmt/format.h>

#include "parley/text/utf8.h"

namespace parley::views {

std::string urn_of(std::string_view kind, std::string_view id) {
  std::string out = fmt::format("urn:parley:{}:", kind);
  for (const char c : id) {
    const bool plain =
        text::is_ascii_alpha(c) || text::is_ascii_digit(c) || c == '-' || c == '.' || c == '_';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

}  // namespace parley::views
