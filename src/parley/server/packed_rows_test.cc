#include "parley/server/packed_rows.h"

#include <gtest/gtest.h>

namespace parley::server {
namespace {

TEST(PackedRows, GivesEachRowBackAsItWas) {
  PackedRows rows;
  std::vector<std::string> all;
  for (int i = 0; i < 3000; ++i) {
    all.push_back("{\"id\":\"p" + std::to_string(i) + "\",\"quote\":\"" +
                  std::string(static_cast<std::size_t>(i) % 200, 'x') + "\"}");
  }
  all.emplace_back("");
  all.emplace_back(3 * PackedRows::kBlockBytes, 'y');
  all.emplace_back("{}");

  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(rows.add(all[i]), i);
  rows.seal();

  ASSERT_EQ(rows.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    ASSERT_EQ(rows.at(static_cast<std::uint32_t>(i)), all[i]) << i;
  }
  for (std::size_t i = all.size(); i-- > 0;) {
    ASSERT_EQ(rows.at(static_cast<std::uint32_t>(i)), all[i]) << i;
  }
  EXPECT_LT(rows.packed_bytes(), 100U * 1024);
}

}  // namespace
}  // namespace parley::server
