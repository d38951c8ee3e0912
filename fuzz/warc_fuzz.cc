// Any bytes as a web archive, read to its end with every body undone. A fault's place must lie in
// the file; there are no more faults than bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "parley/archive/http_message.h"
#include "parley/archive/record_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley::archive;
  MemorySource source(std::string_view(reinterpret_cast<const char*>(data), size));
  UnpackedStream stream(source);
  RecordReader reader(stream, 1u << 20);
  std::size_t items = 0;
  while (auto item = reader.next()) {
    if (++items > 2 * size + 2) std::abort();
    if (const auto* fault = std::get_if<ArchiveFault>(&*item)) {
      if (fault->offset > size && stream.packing() == Packing::kPlain) std::abort();
      continue;
    }
    const auto& record = std::get<ArchiveRecord>(*item);
    if (record.block.size() > (1u << 20)) std::abort();
    const auto head = read_http_head(record.block);
    if (!head) continue;
    const auto body = read_body(record.block, *head, 1u << 20);
    if (body && body->bytes.size() > (1u << 20)) std::abort();
  }
  return 0;
}
