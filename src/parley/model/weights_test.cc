#include "parley/model/weights.h"

#include <gtest/gtest.h>
#include <openssl/sha.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>

namespace parley::model {
namespace {

std::string model_bytes(
    std::uint32_t format = kModelFormat,
    const std::string& arrays =
        R"({"a":{"type":"f32","offset":192,"count":2},"b":{"type":"i8","offset":256,"count":3}})") {
  std::string header =
      R"({"labels":{"upos":["ADJ","X"]},"sizes":{"size":16},"arrays":)" + arrays + "}";
  header.resize(176, ' ');
  std::string bytes = "PARLEYM\n";
  const auto append = [&](std::uint32_t number) {
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  append(format);
  append(static_cast<std::uint32_t>(header.size()));
  bytes += header;
  const float numbers[] = {1.5F, -2.0F};
  bytes.append(reinterpret_cast<const char*>(numbers), sizeof numbers);
  bytes.resize(256, '\0');
  bytes += "\x01\x02\x03";
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  bytes.append(reinterpret_cast<const char*>(digest), sizeof digest);
  return bytes;
}

class WeightFileTest : public ::testing::Test {
 protected:
  base::Result<std::shared_ptr<const WeightFile>> open(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    return WeightFile::open(path_);
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string path_ =
      (std::filesystem::temp_directory_path() / ("parley-weights-" + std::to_string(getpid())))
          .string();
};

TEST_F(WeightFileTest, GivesItsArraysAndLabels) {
  const auto file = open(model_bytes());

  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ((*file)->floats("a", 2).value()[1], -2.0F);
  EXPECT_EQ((*file)->bytes("b").value().size(), 3U);
  EXPECT_EQ((*file)->labels("upos"), (std::vector<std::string>{"ADJ", "X"}));
  EXPECT_EQ((*file)->size_of("size"), 16U);
  EXPECT_EQ((*file)->floats("b").error().code, base::ErrorCode::kDamaged);
  EXPECT_EQ((*file)->floats("c").error().code, base::ErrorCode::kDamaged);
}

TEST_F(WeightFileTest, RefusesAChangedByteAnywhere) {
  const std::string whole = model_bytes();
  for (std::size_t i = 0; i < whole.size(); i += 7) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x40);
    EXPECT_FALSE(open(changed)) << "byte " << i;
  }
}

TEST_F(WeightFileTest, RefusesACutFileAtEveryLength) {
  const std::string whole = model_bytes();
  for (std::size_t size = 0; size < whole.size(); size += 5) {
    EXPECT_FALSE(open(whole.substr(0, size))) << size << " bytes";
  }
}

TEST_F(WeightFileTest, SaysWhichFormatIsTooNew) {
  const auto file = open(model_bytes(kModelFormat + 1));

  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, base::ErrorCode::kTooNew);
  EXPECT_NE(file.error().message.find("needs model format 3, this parley reads up to 2"),
            std::string::npos);
}

TEST_F(WeightFileTest, RefusesArraysOutsideTheFile) {
  const auto file = open(model_bytes(
      kModelFormat, R"({"a":{"type":"f32","offset":192,"count":4611686018427387904}})"));

  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, base::ErrorCode::kDamaged);
}

TEST_F(WeightFileTest, SaysThatAFileIsMissing) {
  const auto file = WeightFile::open("/no/such/model");

  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, base::ErrorCode::kNotFound);
}

}  // namespace
}  // namespace parley::model
