// Runs the public encoding suites and prints, for each, how many cases hold:
//
//   encodings_suite FOLDER [FEEDS]
//
// FOLDER has html5lib-tests/encoding and encoding_rs/tests/test_data in it; FEEDS has feeds that
// declare nothing and say in a comment what they are in (feedparser's illformed/chardet).
// html5lib: which encoding a page is in. The case that needs a script to run cannot hold here.
// encoding_rs: every character of the multi-byte encodings, as text. Not part of the test run: the
// suites are not kept in this repository.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "parley/charset/decode.h"
#include "parley/charset/find_encoding.h"
#include "parley/text/utf8.h"

namespace {

namespace fs = std::filesystem;
using namespace parley;
using charset::Encoding;

std::string slurp(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool run_html5lib(const fs::path& path) {
  const std::string file = slurp(path);
  int held = 0;
  int cases = 0;
  for (std::size_t at = file.find("#data\n"); at != std::string::npos;) {
    const std::size_t start = at + 6;
    const std::size_t label = file.find("\n#encoding\n", start - 1);
    if (label == std::string::npos) break;
    const std::size_t end = file.find('\n', label + 11);
    const std::string_view page =
        std::string_view(file).substr(start, label > start ? label - start : 0);
    const std::string wanted = file.substr(label + 11, end - label - 11);
    const Encoding found = charset::find_encoding(page, charset::Markup::kHtml).encoding;
    ++cases;
    if (charset::encoding_named(wanted) == found) {
      ++held;
    } else {
      fmt::print("  {} case {}: wanted {}, found {}\n", path.filename().string(), cases, wanted,
                 charset::name_of(found));
    }
    at = file.find("#data\n", label);
  }
  fmt::print("{} {}/{}\n", path.filename().string(), held, cases);
  return held == cases;
}

bool run_decoder(const fs::path& folder, const char* name, Encoding encoding) {
  const std::string in = slurp(folder / fmt::format("{}_in.txt", name));
  const std::string wanted = slurp(folder / fmt::format("{}_in_ref.txt", name));
  const bool held = !in.empty() && charset::decode(in, encoding).text == wanted;
  fmt::print("{} as {}: {}\n", name, charset::name_of(encoding), held ? "equal" : "DIFFERENT");
  return held;
}

bool run_detection(const fs::path& path) {
  const std::string file = slurp(path);
  const std::size_t at = file.find("encoding == '");
  if (at == std::string::npos) return false;
  const std::string wanted = file.substr(at + 13, file.find('\'', at + 13) - at - 13);
  const Encoding found = charset::find_encoding(file, charset::Markup::kText).encoding;
  // GBK and gb18030 are read alike.
  const bool held = charset::encoding_named(wanted) == found ||
                    (wanted == "GB2312" && found == Encoding::kGb18030);
  fmt::print("detection of {}: {}{}\n", path.filename().string(), held ? "held" : "wanted ",
             held ? "" : fmt::format("{}, found {}", wanted, charset::name_of(found)));
  return held;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const fs::path folder = argv[1];
  bool all = true;
  const fs::path html5lib = folder / "html5lib-tests" / "encoding";
  for (const char* name :
       {"tests1.dat", "tests2.dat", "test-yahoo-jp.dat", "scripted/tests1.dat"}) {
    all = run_html5lib(html5lib / name) && all;
  }
  const bool big5 =
      charset::find_encoding(slurp(html5lib / "chardet" / "test_big5.txt"), charset::Markup::kText)
          .encoding == Encoding::kBig5;
  fmt::print("detection of test_big5.txt: {}\n", big5 ? "held" : "FAILED");
  const fs::path data = folder / "encoding_rs" / "tests" / "test_data";
  all = run_decoder(data, "big5", Encoding::kBig5) && all;
  all = run_decoder(data, "euc_kr", Encoding::kEucKr) && all;
  all = run_decoder(data, "gb18030", Encoding::kGb18030) && all;
  all = run_decoder(data, "iso_2022_jp", Encoding::kIso2022Jp) && all;
  all = run_decoder(data, "jis0208", Encoding::kEucJp) && all;
  all = run_decoder(data, "jis0212", Encoding::kEucJp) && all;
  all = run_decoder(data, "shift_jis", Encoding::kShiftJis) && all;
  if (argc > 2) {
    for (const auto& entry : fs::directory_iterator(argv[2])) {
      all = run_detection(entry.path()) && all;
    }
  }
  return all && big5 ? 0 : 1;
}
