// The trained models that reading uses: found once at start, shared by all workers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "parley/analysis/language_model.h"
#include "parley/base/result.h"

namespace parley::engine {

struct Models {
  std::shared_ptr<const analysis::LanguageModel> language;  // none: text is cut, not tagged
  bool intake_only = false;  // articles are not analysed at all: only intake's layers are wanted
};

inline constexpr const char* kLanguageModelFile = "language.parley-model";

// Loads the models from `folder`; from the first of model_folders() that holds them where `folder`
// is "". Error kNotFound, naming the folders looked at; errors of the files as in model/weights.h.
[[nodiscard]] base::Result<Models> load_models(const std::string& folder);

// Where models are looked for: PARLEY_MODELS, beside the program, where it was built.
[[nodiscard]] std::vector<std::string> model_folders();

}  // namespace parley::engine
