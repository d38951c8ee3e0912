// The rows go through a file beside the result: DuckDB reads JSON Lines itself and finds the types
// of the columns, lists and structures too. Only six functions of its C interface are used; their
// types are declared here, so that no header of it is needed to build.
#include "parley/cli/parquet.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>

extern char** environ;

namespace parley::cli {
namespace {

constexpr int kDuckError = 1;  // DuckDBError

struct LibraryCloser {
  void operator()(void* library) const { dlclose(library); }
};
using Library = std::unique_ptr<void, LibraryCloser>;

// duckdb_result: six words; more are kept free for versions to come.
using DuckResult = std::array<void*, 32>;

std::string in_quotes(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string copy_command(const std::string& from, const std::string& to) {
  // Nothing is fetched: what DuckDB lacks is an error and no download.
  return fmt::format(
      "SET autoinstall_known_extensions=false; COPY (SELECT * FROM read_json({}, "
      "format='newline_delimited', sample_size=-1, maximum_object_size=1073741824)) TO {} (FORMAT "
      "parquet, COMPRESSION zstd);",
      in_quotes(from), in_quotes(to));
}

Library find_library() {
  if (const char* named = std::getenv("PARLEY_DUCKDB"); named != nullptr && *named != '\0') {
    return Library(dlopen(named, RTLD_NOW | RTLD_LOCAL));
  }
  for (const char* name : {"libduckdb.so", "libduckdb.so.1"}) {
    if (void* library = dlopen(name, RTLD_NOW | RTLD_LOCAL); library != nullptr) {
      return Library(library);
    }
  }
  return nullptr;
}

template <typename Function>
Function* function(const Library& library, const char* name) {
  return reinterpret_cast<Function*>(dlsym(library.get(), name));
}

base::Result<void> run_in_library(const Library& library, const std::string& command) {
  auto* open = function<int(const char*, void**)>(library, "duckdb_open");
  auto* close = function<void(void**)>(library, "duckdb_close");
  auto* connect = function<int(void*, void**)>(library, "duckdb_connect");
  auto* disconnect = function<void(void**)>(library, "duckdb_disconnect");
  auto* query = function<int(void*, const char*, DuckResult*)>(library, "duckdb_query");
  auto* error_of = function<const char*(DuckResult*)>(library, "duckdb_result_error");
  auto* destroy = function<void(DuckResult*)>(library, "duckdb_destroy_result");
  if (open == nullptr || close == nullptr || connect == nullptr || disconnect == nullptr ||
      query == nullptr || error_of == nullptr || destroy == nullptr) {
    return base::fail(base::ErrorCode::kIo, "parquet: the library found is not DuckDB's");
  }
  void* database = nullptr;
  void* connection = nullptr;
  if (open(nullptr, &database) == kDuckError) {
    return base::fail(base::ErrorCode::kIo, "parquet: DuckDB does not start");
  }
  base::Result<void> done;
  if (connect(database, &connection) == kDuckError) {
    done = base::fail(base::ErrorCode::kIo, "parquet: DuckDB does not start");
  } else {
    DuckResult result{};
    if (query(connection, command.c_str(), &result) == kDuckError) {
      const char* why = error_of(&result);
      done = base::fail(base::ErrorCode::kIo,
                        fmt::format("parquet: DuckDB: {}", why != nullptr ? why : "failed"));
    }
    destroy(&result);
    disconnect(&connection);
  }
  close(&database);
  return done;
}

// None where there is no such program.
std::optional<base::Result<void>> run_in_program(const std::string& command) {
  const char* arguments[] = {"duckdb", "-batch", "-c", command.c_str(), nullptr};
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "duckdb", nullptr, nullptr,
                                  const_cast<char* const*>(arguments), environ);
  if (failed != 0) return std::nullopt;
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) return std::nullopt;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return base::Result<void>();
  return base::fail(base::ErrorCode::kIo, "parquet: the program duckdb failed");
}

}  // namespace

base::Result<void> write_parquet(const std::string& rows, const std::string& out) {
  const std::string from = out + ".rows.part";
  const std::string part = out + ".part";
  const auto fail = [&](const base::Error& error) -> base::Result<void> {
    std::remove(from.c_str());
    std::remove(part.c_str());
    return std::unexpected(error);
  };
  const auto system_error = [&] {
    return base::Error{
        base::ErrorCode::kIo,
        fmt::format("--out {}: {}; name a file that can be written", out, std::strerror(errno))};
  };
  const Library library = find_library();
  std::FILE* file = std::fopen(from.c_str(), "wb");
  if (file == nullptr) return fail(system_error());
  const bool written = std::fwrite(rows.data(), 1, rows.size(), file) == rows.size();
  if (std::fclose(file) != 0 || !written) return fail(system_error());
  const std::string command = copy_command(from, part);
  std::optional<base::Result<void>> done;
  if (library) {
    done = run_in_library(library, command);
  } else {
    done = run_in_program(command);
  }
  if (!done) {
    return fail({base::ErrorCode::kUsage,
                 "--as parquet: needs DuckDB, which is not installed; put its library libduckdb.so "
                 "where the system finds it or name it in PARLEY_DUCKDB, or export --csv"});
  }
  if (!*done) return fail(done->error());
  std::remove(from.c_str());
  if (std::rename(part.c_str(), out.c_str()) != 0) return fail(system_error());
  return {};
}

}  // namespace parley::cli
