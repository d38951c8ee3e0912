// The words and axes that a printed report is made of: days, numbers, stances as a reader sees
// them.
//
//   day_words("2025-03-14")    // "14 March 2025"
//   grouped(13300)             // "13,300"
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::views {

// "14 March 2025", "March 2025", "14 March 2025 to 16 March 2025"; other EDTF as it stands, "no
// date" for nothing.
[[nodiscard]] std::string day_words(std::string_view edtf);

// The first and the last day that an EDTF date may mean, in days since 1970; none where it names
// none.
[[nodiscard]] std::optional<std::pair<std::int64_t, std::int64_t>> day_range(std::string_view edtf);

// With commas between thousands; what is behind the point stays.
[[nodiscard]] std::string grouped(double number);

// "give", "refuse", "ask" or "": how a stance, a force or a kind of entry is marked, and the sign
// that stands for it where there is no colour.
[[nodiscard]] std::string stance_class(std::string_view stance);
[[nodiscard]] std::string_view stance_sign(std::string_view stance);

// What a saying's cue did, neutrally: "said", "demanded".
[[nodiscard]] std::string force_words(std::string_view force, bool negated);

// "Transfer, payment" for "transfer".
[[nodiscard]] std::string family_words(std::string_view family);

[[nodiscard]] std::string capital(std::string word);
[[nodiscard]] std::string plural(std::size_t count, std::string_view one);

// "Injured, drivers, Northport" for a row of type "series".
[[nodiscard]] std::string series_name(const nlohmann::json& row);

// Round numbers from `low` to `high`, about `count` of them.
[[nodiscard]] std::vector<double> ticks(double low, double high, int count);
// At most about `count` days, evenly apart.
[[nodiscard]] std::vector<std::int64_t> day_ticks(std::int64_t first, std::int64_t last, int count);

}  // namespace parley::views
