// Where in the bytes of a document a place of its decoded text came from: "é" is two bytes of the
// text and one byte of a windows-1252 page.
//
// A map is a list of runs; a stretch of bytes that went over one by one is a single run, so that an
// English page costs little. Maps are chained where a text is changed twice (decoded, then mended).
#pragma once

#include <cstddef>
#include <vector>

namespace parley::charset {

class OffsetMap {
 public:
  // The next `length` bytes of the text are the bytes of the source from `source` on, one by one.
  void copied(std::size_t length, std::size_t source);
  // The next `length` bytes of the text are one character that was read at `source`.
  void changed(std::size_t length, std::size_t source);
  // Called once, after the last run: the source ends at `source`.
  void finish(std::size_t source);

  // The byte of the source where the text's byte `offset` comes from; inside a changed character,
  // where that begins; past the end, the end of the source. Takes time logarithmic in the runs.
  [[nodiscard]] std::size_t source(std::size_t offset) const;

  // This map's text was itself made from another by `before`: the map over both steps.
  [[nodiscard]] OffsetMap after(const OffsetMap& before) const;

  [[nodiscard]] std::size_t runs() const { return runs_.size(); }

 private:
  struct Run {
    std::size_t offset = 0;  // of the text
    std::size_t source = 0;
    bool copied = false;
  };
  void add(std::size_t length, std::size_t source, bool copied);

  std::vector<Run> runs_;
  std::size_t length_ = 0;
  std::size_t source_end_ = 0;
};

}  // namespace parley::charset
