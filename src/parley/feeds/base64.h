// Base64, as Atom 0.3 packs text: "VGFsa3M=" is "Talks". Characters that are none are passed over.
#pragma once

#include <string>
#include <string_view>

namespace parley::feeds {

[[nodiscard]] std::string decode_base64(std::string_view text);

}  // namespace parley::feeds
