// Reads web archives without analysing them:
//
//   archive_suite list FILE…     prints {"file", "url"} for each document, for score_warc.py --pred
//   archive_suite read PATH…     reads files and folders of any kind and prints how many documents
//   and
//                                rejections each kind of file gave: for builds with sanitizers
//   archive_suite cuts FILE      cuts FILE after every byte: nothing whole may be missing, and each
//                                cut inside a record must be told exactly once
//   archive_suite flips FILE     flips every byte in turn: which records behind it are still read
//
// Not part of the test run: the archives are not kept in this repository.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parley/archive/record_reader.h"
#include "parley/intake/read_inputs.h"

namespace {

using namespace parley;

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Outcome {
  std::vector<std::string> whole;      // addresses of the records read whole
  std::vector<std::uint64_t> offsets;  // and where each begins
  std::size_t faults = 0;
};

Outcome read(std::string_view bytes) {
  archive::MemorySource source(bytes);
  archive::UnpackedStream stream(source);
  archive::RecordReader reader(stream, 64u << 20);
  Outcome out;
  while (auto item = reader.next()) {
    if (const auto* record = std::get_if<archive::ArchiveRecord>(&*item)) {
      if (record->cut) continue;
      out.whole.push_back(record->target);
      out.offsets.push_back(record->offset);
    } else {
      ++out.faults;
    }
  }
  return out;
}

int list(int files, char** paths) {
  for (int i = 0; i < files; ++i) {
    const std::filesystem::path path = paths[i];
    const std::string name = (path.parent_path().filename() / path.filename()).string();
    std::size_t documents = 0;
    intake::InputOptions options;
    options.kind = intake::InputKind::kWarc;
    const intake::Summary summary = intake::read_inputs(
        {path.string()}, options,
        {.article =
             [&](const text::Article& article) {
               ++documents;
               fmt::print("{{\"file\":\"{}\",\"url\":\"{}\"}}\n", name, article.url.value_or(""));
               return true;
             },
         .rejection =
             [&](const intake::Rejection& rejection) {
               fmt::print(stderr, "{}: {}\n", rejection.reason, rejection.message);
             }});
    fmt::print(stderr, "{}: {} documents, {} rejected\n", name, documents, summary.rejections);
  }
  return 0;
}

int read_all(int count, char** paths) {
  std::map<std::string, intake::Summary> by_ending;
  std::map<std::string, std::size_t> files;
  for (int i = 0; i < count; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(paths[i])) {
      if (!entry.is_regular_file()) continue;
      const std::string ending = entry.path().extension().string();
      const intake::Summary summary =
          intake::read_inputs({entry.path().string()}, {},
                              {.article = [](const text::Article&) { return true; },
                               .rejection = [](const intake::Rejection&) {}});
      ++files[ending];
      by_ending[ending].articles += summary.articles;
      by_ending[ending].rejections += summary.rejections;
    }
  }
  for (const auto& [ending, summary] : by_ending) {
    fmt::print("{}: {} files, {} documents, {} rejected\n", ending.empty() ? "(none)" : ending,
               files[ending], summary.articles, summary.rejections);
  }
  return 0;
}

int cuts(const std::string& path) {
  const std::string file = slurp(path);
  const Outcome all = read(file);
  std::size_t before = 0;
  std::size_t told = 0;
  std::size_t silent = 0;
  std::size_t wrong = 0;
  for (std::size_t cut = 1; cut < file.size(); ++cut) {
    const Outcome out = read(std::string_view(file).substr(0, cut));
    if (out.faults == 1) ++told;
    if (out.faults == 0) ++silent;
    bool sound =
        out.faults <= 1 && out.whole.size() >= before && out.whole.size() <= all.whole.size();
    for (std::size_t i = 0; sound && i < out.whole.size(); ++i)
      sound = out.whole[i] == all.whole[i];
    if (!sound) {
      ++wrong;
      fmt::print("cut at {}: {} whole, {} faults\n", cut, out.whole.size(), out.faults);
    }
    before = out.whole.size();
  }
  fmt::print("{} cuts of {} records: {} told once, {} between records, {} wrong\n", file.size() - 1,
             all.whole.size(), told, silent, wrong);
  return wrong == 0 ? 0 : 1;
}

int flips(const std::string& path) {
  std::string file = slurp(path);
  const Outcome all = read(file);
  std::size_t asked = 0;
  std::size_t found = 0;
  std::size_t silent = 0;
  for (std::size_t at = 0; at < file.size(); ++at) {
    file[at] = static_cast<char>(file[at] ^ 0xFF);
    const Outcome out = read(file);
    file[at] = static_cast<char>(file[at] ^ 0xFF);
    for (const std::uint64_t offset : all.offsets) {
      if (offset <= at) continue;
      ++asked;
      found += std::ranges::count(out.offsets, offset) > 0 ? 1 : 0;
    }
    if (out.whole.size() < all.whole.size() && out.faults == 0) {
      ++silent;
      fmt::print(stderr, "byte {}: a record is lost without a word\n", at);
    }
  }
  fmt::print(
      "{} flips of {} records: {} of {} records behind the flipped byte are read ({:.5f}); "
      "{} flips lose a record without a word\n",
      file.size(), all.whole.size(), found, asked,
      static_cast<double>(found) / static_cast<double>(asked), silent);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string_view what = argv[1];
  if (what == "list") return list(argc - 2, argv + 2);
  if (what == "read") return read_all(argc - 2, argv + 2);
  if (what == "cuts") return cuts(argv[2]);
  if (what == "flips") return flips(argv[2]);
  return 2;
}
