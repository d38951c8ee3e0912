#include "parley/charset/offset_map.h"

#include <gtest/gtest.h>

#include "parley/charset/decode.h"
#include "parley/charset/read_bytes.h"

namespace parley::charset {
namespace {

TEST(OffsetMap, LeadsFromTheTextToTheBytes) {
  OffsetMap map;
  const Decoded decoded = decode("caf\xE9 bar", Encoding::kWindows1252, &map);

  ASSERT_EQ(decoded.text, "café bar");
  EXPECT_EQ(map.source(0), 0U);
  EXPECT_EQ(map.source(3), 3U);
  EXPECT_EQ(map.source(4), 3U);  // inside é
  EXPECT_EQ(map.source(5), 4U);
  EXPECT_EQ(map.source(9), 8U);
  EXPECT_EQ(map.source(99), 8U);
}

TEST(OffsetMap, KeepsOneRunForATextOfAscii) {
  OffsetMap map;
  (void)decode(std::string(100'000, 'x'), Encoding::kWindows1252, &map);

  EXPECT_EQ(map.runs(), 1U);
}

TEST(OffsetMap, ChainsTwoSteps) {
  OffsetMap first;  // "aXXb" from "a?b": XX is one changed character
  first.copied(1, 0);
  first.changed(2, 1);
  first.copied(1, 2);
  first.finish(3);
  OffsetMap second;  // "YXXb": Y changed from a
  second.changed(1, 0);
  second.copied(3, 1);
  second.finish(4);

  const OffsetMap both = second.after(first);

  EXPECT_EQ(both.source(0), 0U);
  EXPECT_EQ(both.source(1), 1U);
  EXPECT_EQ(both.source(2), 1U);
  EXPECT_EQ(both.source(3), 2U);
  EXPECT_EQ(both.source(4), 3U);
}

TEST(OffsetMap, CountsAByteOrderMark) {
  const ReadBytes read = read_bytes(
      "\xEF\xBB\xBF"
      "cafÃ©!",
      {.with_map = true});

  ASSERT_EQ(read.text, "café!");
  EXPECT_EQ(read.map.source(0), 3U);
  EXPECT_EQ(read.map.source(3), 6U);
  EXPECT_EQ(read.map.source(5), 10U);
}

}  // namespace
}  // namespace parley::charset
