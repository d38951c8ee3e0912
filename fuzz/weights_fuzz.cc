// Any bytes as the header and arrays of a model file whose checksum is right: loading must refuse
// them or give arrays that lie inside the file.
#include <openssl/sha.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "parley/analysis/language_model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(data, size, digest);
  bytes.append(reinterpret_cast<const char*>(digest), sizeof digest);
  const int file = memfd_create("model", 0);
  if (file < 0) return 0;
  const bool written =
      write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  if (written) {
    const std::string path = "/proc/self/fd/" + std::to_string(file);
    if (const auto weights = model::WeightFile::open(path)) {
      float sum = 0;
      for (const char* name : {"a", "into.scale", "root"}) {
        if (const auto floats = (*weights)->floats(name)) {
          for (const float number : *floats) sum += number;
        }
        if (const auto numbers = (*weights)->bytes(name)) {
          for (const std::int8_t number : *numbers) sum += number;
        }
      }
      volatile float keep = sum;
      (void)keep;
      (void)analysis::LanguageModel::load(path);
    }
  }
  close(file);
  return 0;
}
