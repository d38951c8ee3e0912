#include "parley/engine/models.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace parley::engine {

std::vector<std::string> model_folders() {
  std::vector<std::string> folders;
  if (const char* named = std::getenv("PARLEY_MODELS"); named != nullptr && *named != '\0') {
    folders.emplace_back(named);
  }
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    folders.push_back((program.parent_path().parent_path() / "share/parley/models").string());
    folders.push_back((program.parent_path() / "models").string());
  }
  folders.emplace_back(PARLEY_MODEL_FOLDER);
  return folders;
}

base::Result<Models> load_models(const std::string& folder) {
  const std::vector<std::string> folders =
      folder.empty() ? model_folders() : std::vector<std::string>{folder};
  for (const std::string& place : folders) {
    const std::filesystem::path file = std::filesystem::path(place) / kLanguageModelFile;
    std::error_code error;
    if (!std::filesystem::exists(file, error)) continue;
    auto language = analysis::LanguageModel::load(file.string());
    if (!language) return std::unexpected(language.error());
    return Models{std::move(*language)};
  }
  return base::fail(base::ErrorCode::kNotFound,
                    fmt::format("{}: not found in {}; name the folder that holds it with --models "
                                "or PARLEY_MODELS",
                                kLanguageModelFile, fmt::join(folders, ", ")));
}

}  // namespace parley::engine
