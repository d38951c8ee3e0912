// The name in what feeds give as author: "ana@news.example (Ana Velm)" and "Ana Velm
// <ana@news.example>" are "Ana Velm"; an address alone stays.
#pragma once

#include <string>
#include <string_view>

namespace parley::feeds {

[[nodiscard]] std::string person_name(std::string_view author);

}  // namespace parley::feeds
