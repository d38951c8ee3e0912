// The trained language layer: tags, lemmas, trees, names and attribution spans for an article that
// is already cut into sentences.
//
// Reads the article in stretches of whole sentences (up to kStretchTokens), so that a quotation and
// its speaker in the next sentence are seen together. Immutable after load; safe from several
// threads. What a stretch costs is told in model/network.h.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parley/analysis/analysis.h"
#include "parley/base/result.h"
#include "parley/model/kernels.h"
#include "parley/model/network.h"
#include "parley/model/weights.h"
#include "parley/text/article.h"

namespace parley::analysis {

inline constexpr std::uint32_t kStretchTokens = 256;

class LanguageModel {
 public:
  // Loads `path`. Errors as WeightFile::open, and kDamaged for labels that this version does not
  // know. `kernels` are for tests and benchmarks.
  [[nodiscard]] static base::Result<std::shared_ptr<const LanguageModel>> load(
      const std::string& path, const model::Kernels& kernels = model::best_kernels());

  // Fills tags, lemmas, trees, names and attributions. REQUIRES: sentences, tokens and quotations
  // are those of `article`.
  void read(const text::Article& article, Analysis& analysis) const;

  [[nodiscard]] const model::WeightFile& weights() const { return *weights_; }

 private:
  LanguageModel() = default;
  struct Stretch;
  [[nodiscard]] std::uint32_t form_number(std::string_view form) const;
  void read_stretch(const text::Article& article, std::span<const std::uint8_t> flags,
                    std::uint32_t first_sentence, std::uint32_t end_sentence, Stretch& stretch,
                    Analysis& analysis) const;
  void tag(const text::Article& article, std::uint32_t first, std::uint32_t end, Stretch& stretch,
           Analysis& analysis) const;
  [[nodiscard]] std::string lemma_of(std::string_view word, std::span<const float> scores) const;
  void parse(const Sentence& sentence, std::uint32_t first, Stretch& stretch,
             Analysis& analysis) const;
  void name(std::uint32_t first, std::uint32_t end, Stretch& stretch, Analysis& analysis) const;
  void attribute(std::uint32_t first, std::uint32_t end, Stretch& stretch,
                 Analysis& analysis) const;

  std::shared_ptr<const model::WeightFile> weights_;
  std::unique_ptr<const model::Network> network_;
  std::vector<std::string_view> forms_;
  std::vector<std::uint32_t> slots_;  // open addressing over forms_, 0 = free
  std::vector<Upos> upos_;
  std::vector<NameType> name_types_;  // of each name label; label 0 is none
  struct LemmaRule {
    bool keep = false;
    std::uint32_t cut = 0;
    std::string add;
  };
  std::vector<LemmaRule> lemma_rules_;
  model::Network::Head upos_head_, xpos_head_, lemma_head_, names_head_, roles_head_;
};

}  // namespace parley::analysis
