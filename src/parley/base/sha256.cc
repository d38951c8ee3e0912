#include "parley/base/sha256.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

namespace parley::base {

std::string sha256_hex(std::string_view bytes) {
  // Looked up once: a short text costs more to look it up for than to digest.
  static EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  const auto* from = reinterpret_cast<const unsigned char*>(bytes.data());
  if (method == nullptr ||
      EVP_Digest(from, bytes.size(), digest.data(), nullptr, method, nullptr) != 1) {
    SHA256(from, bytes.size(), digest.data());
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace parley::base
