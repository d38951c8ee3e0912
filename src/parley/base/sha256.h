// SHA-256 (FIPS 180-4) of a byte string, as 64 lower-case hexadecimal digits. Time is linear.
#pragma once

#include <string>
#include <string_view>

namespace parley::base {

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace parley::base
