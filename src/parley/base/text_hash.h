// Lets a hash map of strings be asked with a view, without a string made for the question.
//
//   std::unordered_map<std::string, int, TextHash, std::equal_to<>> counts;
//   counts.find(std::string_view("Example Wire"));
//
// Values differ from build to build of the standard library: nothing is stored by them.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace parley::base {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

}  // namespace parley::base
