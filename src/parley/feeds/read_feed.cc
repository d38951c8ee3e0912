#include "parley/feeds/read_feed.h"

#include "parley/feeds/json_feed.h"
#include "parley/feeds/xml_feed.h"
#include "parley/text/utf8.h"

namespace parley::feeds {

Feed read_feed(std::string_view text) {
  const std::string_view start = text::trim(text.substr(0, 4096));
  return start.starts_with('{') ? read_json_feed(text) : read_xml_feed(text);
}

}  // namespace parley::feeds
