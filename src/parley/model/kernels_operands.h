// What vpdpbusd and vpmaddubsw ask of rows and weights: they multiply unsigned with signed bytes.
// Rows are kept as unsigned bytes (an offset added, taken back through the sums of the weights).
// Included between kernels_loops.h and kernels_products.h.

using Item = std::uint8_t;
using Weight = std::int8_t;
constexpr int kOffset = kMost + 1;
constexpr int kGroup = 4;

inline Item* items(Scratch& scratch, std::size_t count) {
  make_room(scratch.rows8, count);
  return scratch.rows8.data();
}
inline std::vector<Weight>& weights_of(Matrix& matrix) { return matrix.packed8; }
inline const std::vector<Weight>& weights_of(const Matrix& matrix) { return matrix.packed8; }
inline Ints first_sums(const std::int32_t* row_sum) {
  Ints sums;
  std::memcpy(&sums, row_sum, sizeof sums);
  return -sums;
}
