#include "parley/model/weights.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/sha.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>

namespace parley::model {
namespace {

constexpr std::string_view kMagic = "PARLEYM\n";
constexpr std::size_t kHead = 16;  // magic, format, header size
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kMaxHeader = 4 << 20;
static_assert(std::endian::native == std::endian::little);

std::uint32_t u32_at(const unsigned char* bytes) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

std::unexpected<base::Error> damaged(const std::string& path, std::string_view why) {
  return base::fail(base::ErrorCode::kDamaged,
                    fmt::format("{}: {}; install the model file of this version again", path, why));
}

}  // namespace

WeightFile::~WeightFile() {
  if (data_ != nullptr) munmap(const_cast<unsigned char*>(data_), size_);
}

base::Result<std::shared_ptr<const WeightFile>> WeightFile::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return base::fail(base::ErrorCode::kNotFound,
                      fmt::format("{}: cannot read the model file: {}; name its folder with "
                                  "--models or PARLEY_MODELS",
                                  path, std::strerror(errno)));
  }
  struct stat status{};
  const bool known = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  std::shared_ptr<WeightFile> weights(new WeightFile());
  weights->path_ = path;
  weights->size_ = known ? static_cast<std::size_t>(status.st_size) : 0;
  if (weights->size_ < kHead + SHA256_DIGEST_LENGTH) {
    ::close(file);
    return damaged(path, "too short for a model file");
  }
  void* mapped = mmap(nullptr, weights->size_, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  if (mapped == MAP_FAILED) {
    return base::fail(base::ErrorCode::kIo,
                      fmt::format("{}: cannot map the model file: {}", path, std::strerror(errno)));
  }
  weights->data_ = static_cast<const unsigned char*>(mapped);
  const unsigned char* data = weights->data_;
  if (std::memcmp(data, kMagic.data(), kMagic.size()) != 0) {
    return damaged(path, "not a Parley model file");
  }
  const std::uint32_t format = u32_at(data + 8);
  if (format > kModelFormat) {
    return base::fail(base::ErrorCode::kTooNew,
                      fmt::format("{}: needs model format {}, this parley reads up to {}; update "
                                  "parley or use an older model",
                                  path, format, kModelFormat));
  }
  const std::size_t payload = weights->size_ - SHA256_DIGEST_LENGTH;
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(data, payload, digest);
  if (std::memcmp(digest, data + payload, sizeof digest) != 0) {
    return damaged(path, "its checksum does not match, the file is cut or changed");
  }
  const std::size_t header_size = u32_at(data + 12);
  if (header_size > kMaxHeader || kHead + header_size > payload) {
    return damaged(path, "its header is longer than the file");
  }
  weights->header_ = {reinterpret_cast<const char*>(data) + kHead, header_size};
  const nlohmann::json header = nlohmann::json::parse(weights->header_, nullptr, false);
  if (!header.is_object() || !header.contains("arrays") || !header["arrays"].is_object()) {
    return damaged(path, "its header cannot be read");
  }
  for (const auto& [name, entry] : header["arrays"].items()) {
    if (!entry.is_object() || !entry.contains("type") || !entry["type"].is_string() ||
        !entry.contains("offset") || !entry["offset"].is_number_unsigned() ||
        !entry.contains("count") || !entry["count"].is_number_unsigned()) {
      return damaged(path, "its table of arrays cannot be read");
    }
    Array array{name, entry["type"].get<std::string>(), entry["offset"].get<std::size_t>(),
                entry["count"].get<std::size_t>()};
    const std::size_t width = array.type == "f32" ? 4 : 1;
    if (array.offset % kAlignment != 0 || array.offset > payload ||
        array.count > (payload - array.offset) / width) {
      return damaged(path, fmt::format("array \"{}\" lies outside the file", name));
    }
    weights->arrays_.push_back(std::move(array));
  }
  if (header.contains("labels") && header["labels"].is_object()) {
    for (const auto& [name, entries] : header["labels"].items()) {
      LabelSet set{name, {}};
      if (entries.is_array()) {
        for (const auto& entry : entries) {
          if (entry.is_string()) set.labels.push_back(entry.get<std::string>());
        }
      }
      weights->label_sets_.push_back(std::move(set));
    }
  }
  if (header.contains("sizes") && header["sizes"].is_object()) {
    for (const auto& [name, entry] : header["sizes"].items()) {
      if (entry.is_number_unsigned()) {
        weights->sizes_.emplace_back(name, entry.get<std::uint32_t>());
      }
    }
  }
  return std::shared_ptr<const WeightFile>(std::move(weights));
}

base::Result<const WeightFile::Array*> WeightFile::find(std::string_view name,
                                                        std::string_view type,
                                                        std::size_t count) const {
  for (const Array& array : arrays_) {
    if (array.name != name) continue;
    if (array.type != type || (count != 0 && array.count != count)) {
      return damaged(path_, fmt::format("array \"{}\" has {} numbers of type {}, {} of type {} "
                                        "were expected",
                                        name, array.count, array.type, count, type));
    }
    return &array;
  }
  return damaged(path_, fmt::format("array \"{}\" is missing", name));
}

base::Result<std::span<const float>> WeightFile::floats(std::string_view name,
                                                        std::size_t count) const {
  const auto array = find(name, "f32", count);
  if (!array) return std::unexpected(array.error());
  return std::span(reinterpret_cast<const float*>(data_ + (*array)->offset), (*array)->count);
}

base::Result<std::span<const std::int8_t>> WeightFile::bytes(std::string_view name,
                                                             std::size_t count) const {
  const auto array = find(name, "i8", count);
  if (!array) return std::unexpected(array.error());
  return std::span(reinterpret_cast<const std::int8_t*>(data_ + (*array)->offset), (*array)->count);
}

const std::vector<std::string>& WeightFile::labels(std::string_view set) const {
  static const std::vector<std::string> kNone;
  for (const LabelSet& labels : label_sets_) {
    if (labels.name == set) return labels.labels;
  }
  return kNone;
}

std::uint32_t WeightFile::size_of(std::string_view name) const {
  for (const auto& [key, value] : sizes_) {
    if (key == name) return value;
  }
  return 0;
}

}  // namespace parley::model
