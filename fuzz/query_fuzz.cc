// Any words as a search and as a topic: no search is an error of the index, a topic gives a report a
// score from 0 to 1, and what is no topic says why.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "parley/intake/relevance.h"
#include "parley/record/record.h"
#include "parley/record/sample_reading.h"
#include "parley/search/query.h"

namespace {

using namespace parley;

record::Record& sample() {
  static record::Record record = [] {
    record::Record made = record::Record::create_or_open(":memory:").value();
    const record::Reading reading = record::sample_reading();
    if (!made.add({&reading, 1})) std::abort();
    return made;
  }();
  return record;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  const std::string expression = search::to_expression(query);
  if (!expression.empty() && !sample().search(expression, 3)) std::abort();
  static const text::Article article = record::sample_reading().article;
  if (const auto topic = intake::parse_topic(query)) {
    const intake::Relevance found = intake::judge(*topic, article);
    if (!(found.score >= 0 && found.score <= 1)) std::abort();
  } else if (topic.error().message.empty()) {
    std::abort();
  }
  return 0;
}
