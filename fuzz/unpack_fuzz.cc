// Any bytes as a packed file: read to the end through every fault. The bytes given must be bounded
// by the limits, places must lie in the file and never go back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "parley/archive/unpack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley::archive;
  MemorySource source(std::string_view(reinterpret_cast<const char*>(data), size));
  UnpackedStream stream(source);
  std::uint64_t given = 0;
  std::uint64_t before = 0;
  for (int faults = 0; faults < 100; ++faults) {
    while (true) {
      const std::string_view bytes = stream.peek(1 + given % 5000);
      if (bytes.empty()) break;
      if (stream.offset() < before || stream.offset() > size) std::abort();
      before = stream.offset();
      given += bytes.size();
      stream.take(bytes.size());
    }
    if (stream.fault() == Fault::kNone || !stream.recover()) break;
  }
  const std::uint64_t most = (kRatioFreeBytes + (1u << 18)) * 101 + size * (kMaxRatio + 1);
  if (given > most) std::abort();
  return 0;
}
