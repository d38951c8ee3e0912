#include "parley/figures/find_figures.h"

#include <array>

namespace parley::figures {

std::string_view name_of(Bound bound) {
  constexpr std::array<std::string_view, 8> kNames = {
      "exact", "about", "at_least", "more_than", "at_most", "less_than", "nearly", "vague"};
  return kNames[static_cast<std::size_t>(bound)];
}

std::vector<Figure> find_figures(const text::Article&, const analysis::Analysis&,
                                 const actors::Entities&,
                                 const std::vector<times::TimeExpression>&,
                                 const std::vector<statements::Statement>&) {
  return {};
}

}  // namespace parley::figures
