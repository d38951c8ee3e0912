// Any bytes as the target of a request and, behind a line break, its body: each gets an answer
// whose fields no control character ends early, and JSON where the answer says so.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "parley/record/record.h"
#include "parley/record/sample_reading.h"
#include "parley/server/snapshot.h"
#include "parley/server/workbench.h"
#include "parley/story/derive.h"

namespace {

using namespace parley;

// A record of two reports and what is shown of it.
struct Desk {
  Desk() {
    const std::string path = (std::filesystem::temp_directory_path() /
                              ("parley_request_fuzz_" + std::to_string(getpid())))
                                 .string();
    record::Record writer = record::Record::create_or_open(path).value();
    const std::array readings = {record::sample_reading("a1"),
                                 record::sample_reading("a2", "Coast Radio")};
    if (!writer.add(readings) || !story::bring_up_to_date(writer)) std::abort();
    record = std::make_unique<record::Record>(record::Record::open_to_read(path).value());
    snapshot = server::take_snapshot(*record).value();
    // The open files stay; nothing is left behind.
    for (const char* suffix : {"", "-wal", "-shm"}) unlink((path + suffix).c_str());
  }
  std::unique_ptr<record::Record> record;
  std::shared_ptr<const server::Snapshot> snapshot;
  server::Workbench workbench{{{"desk.example"}}};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Desk desk;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(all.find('\n'), all.size());
  server::Request request{"GET", std::string(all.substr(0, line)), {{"host", "desk.example"}}, ""};
  if (line < all.size()) {
    request.method = "POST";
    request.body = all.substr(line + 1);
  }
  server::Response response = desk.workbench.answer(request, *desk.snapshot, *desk.record);
  server::gather(response);
  if (response.status < 200 || response.status > 599 || response.status == 500) std::abort();
  for (const server::Field& field : response.fields) {
    if (field.value.find_first_of("\r\n") != std::string::npos) std::abort();
  }
  const std::string_view body = response.shared ? *response.shared : response.body;
  if (response.field("content-type").starts_with("application/json") &&
      !nlohmann::json::accept(body)) {
    std::abort();
  }
  return 0;
}
