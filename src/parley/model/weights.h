// A model file: named arrays of numbers, mapped into memory as they stand on disk.
//
// Layout (little-endian): "PARLEYM\n", format number and header size as u32, the header as JSON,
// then the arrays, each at a multiple of 64 bytes, then the SHA-256 of everything before it. The
// header names each array's type, shape and place, and holds the labels, the corpora with their
// licences and the dev scores. docs/formats/model.md tells the whole. This file knows no
// linguistics.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parley/base/result.h"

namespace parley::model {

inline constexpr std::uint32_t kModelFormat = 2;

class WeightFile {
 public:
  // Maps and verifies `path`. Errors: kNotFound, kDamaged (cut, changed, not a model), kTooNew.
  // Cost: one pass over the file for the checksum.
  [[nodiscard]] static base::Result<std::shared_ptr<const WeightFile>> open(
      const std::string& path);

  ~WeightFile();
  WeightFile(const WeightFile&) = delete;
  WeightFile& operator=(const WeightFile&) = delete;

  // The array `name` with exactly `count` numbers (0: any count). Error kDamaged if it is not there
  // or has another type or size. Views are valid while this file lives.
  [[nodiscard]] base::Result<std::span<const float>> floats(std::string_view name,
                                                            std::size_t count = 0) const;
  [[nodiscard]] base::Result<std::span<const std::int8_t>> bytes(std::string_view name,
                                                                 std::size_t count = 0) const;
  // Strings of the header: labels("upos") -> {"ADJ", …}. Empty if there are none.
  [[nodiscard]] const std::vector<std::string>& labels(std::string_view set) const;
  // A whole number of the header's "sizes"; 0 if it is not there.
  [[nodiscard]] std::uint32_t size_of(std::string_view name) const;
  // The header as it stands in the file.
  [[nodiscard]] std::string_view header() const { return header_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  WeightFile() = default;
  struct Array {
    std::string name;
    std::string type;
    std::size_t offset = 0;
    std::size_t count = 0;
  };
  struct LabelSet {
    std::string name;
    std::vector<std::string> labels;
  };
  [[nodiscard]] base::Result<const Array*> find(std::string_view name, std::string_view type,
                                                std::size_t count) const;

  std::string path_;
  const unsigned char* data_ = nullptr;
  std::size_t size_ = 0;
  std::string_view header_;
  std::vector<Array> arrays_;
  std::vector<LabelSet> label_sets_;
  std::vector<std::pair<std::string, std::uint32_t>> sizes_;
};

}  // namespace parley::model
