// The network of the language layer: word numbers in, scores out, for one stretch of text.
//
// Vectors of the words -> one linear layer -> a window of three -> layers of bidirectional simple
// recurrent units (Lei et al. 2018) -> scores of tags, names, attribution roles, trees (biaffine,
// Dozat and Manning 2017) and links from spans to cues. Names have a narrow recurrent layer of
// their own besides. What the labels mean is the business of analysis/language_model.h. Training:
// training/language.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "parley/base/result.h"
#include "parley/model/kernels.h"
#include "parley/model/weights.h"

namespace parley::model {

// One token as numbers: rows of the tables of word forms, form hashes, prefixes, suffixes, shapes,
// and place flags (analysis/features.h).
struct TokenNumbers {
  std::uint32_t table[6] = {};

  friend bool operator==(const TokenNumbers&, const TokenNumbers&) = default;
};

// Rows of words that were met before, each at a place that its numbers tell; a later word may take
// the place. A row follows from the word alone, so that it does not matter what is kept.
struct KnownWords {
  std::uint64_t network = 0;  // whose rows they are
  std::vector<TokenNumbers> words;
  std::vector<float> rows;
  std::vector<std::int32_t> waiting;  // by place: the new row that will be kept there, or -1
  std::vector<float> fresh;           // rows of words that are new in this pass
  std::vector<std::uint32_t> fresh_places;
  std::vector<std::int32_t> sources;  // of each token: its new row, or -1
};

// Memory of one thread's forward passes, and their results; the layout of rows is in Network.
struct Workspace {
  std::vector<float> input;
  std::vector<float> narrow;
  std::vector<float> encoded;
  std::vector<float> names;  // rows of the layer that only names have, then what it adds to scores
  std::vector<float> heads;  // rows x head_width(): all flat scores, then the pair vectors
  std::vector<float> arc_left;  // rows x arc size
  std::vector<float> arc_base;  // what a token scores as head of any other
  std::vector<float> link_left;
  std::vector<float> rel_input;
  KnownWords known;
  Scratch scratch;
};

class Network {
 public:
  // Tokens of one forward pass at the most.
  static constexpr int kMaxTokens = 512;

  [[nodiscard]] static base::Result<std::unique_ptr<const Network>> make(
      std::shared_ptr<const WeightFile> weights, const Kernels& kernels = best_kernels());

  // Fills workspace.heads for `tokens`. REQUIRES: at most kMaxTokens, table rows in range (see
  // table_rows). Safe to call from several threads with workspaces of their own. Cost: about 1.2
  // million multiplications a token.
  void run(std::span<const TokenNumbers> tokens, Workspace& workspace) const;

  // Scores of a flat head ("upos", "xpos", "lemma", "names", "roles") for one token.
  struct Head {
    int offset = 0;
    int size = 0;
  };
  [[nodiscard]] Head head(std::string_view name) const;
  [[nodiscard]] std::span<const float> scores(const Workspace& workspace, int token,
                                              Head head) const;

  // Scores of each of the `count` tokens from `first` on as head of each of them: a row of
  // count + 1 for each dependent, the last for the root. `scores` grows where it is too small.
  void arcs(int first, int count, Workspace& workspace, std::vector<float>& scores) const;
  // Scores of the relations of each token to its head: rows x relation count, `scores` as above.
  void relations(std::span<const std::int32_t> heads, Workspace& workspace,
                 std::vector<float>& scores) const;
  // Score of the cue that begins at token `cue` for token `member`; cue -1 stands for none.
  [[nodiscard]] float link(const Workspace& workspace, int member, int cue) const;

  // Scores of a step from label i to label j (row-major), learned; 0 where a head has none.
  [[nodiscard]] std::span<const float> transitions(std::string_view head) const;
  [[nodiscard]] const Kernels& kernels() const { return kernels_; }
  // Rows of each of the six tables.
  [[nodiscard]] std::uint32_t table_rows(int table) const { return tables_[table].rows; }
  [[nodiscard]] int relation_count() const { return rel_.outputs; }

 private:
  struct Table {
    std::span<const std::int8_t> numbers;
    std::span<const float> scale;
    std::uint32_t rows = 0;
    int width = 0;
  };
  struct FlatHead {
    std::string name;
    Head place;
    std::span<const float> transitions;
  };
  struct Layer {
    Matrix project;
    std::span<const float> vectors;
  };
  Network(std::shared_ptr<const WeightFile> weights, const Kernels& kernels)
      : weights_(std::move(weights)), kernels_(kernels) {}
  [[nodiscard]] base::Result<void> load();
  // The narrow rows of words, from `narrow` on: vectors of their numbers through the first layer.
  void read_words(std::span<const TokenNumbers> tokens, Workspace& workspace, float* narrow) const;
  // Adds to the flat scores of names what their own layer says.
  void score_names(int rows, Workspace& workspace) const;
  [[nodiscard]] base::Result<Matrix> load_matrix(const std::string& name, int inputs,
                                                 int outputs) const;

  std::uint64_t id_ = 0;  // no two networks of a program have the same
  std::shared_ptr<const WeightFile> weights_;
  const Kernels& kernels_;
  Table tables_[6];
  Matrix into_;
  Matrix window_;
  std::vector<Layer> layers_;
  Matrix names_into_;
  Layer names_layer_;
  Matrix names_out_;
  Matrix all_heads_;
  Matrix arc_pair_;
  Matrix link_pair_;
  Matrix rel_;
  std::span<const float> first_gain_, first_shift_, second_gain_, second_shift_;
  std::span<const float> arc_bias_, root_, rel_root_, link_distance_, link_none_;
  float arc_bias_bias_ = 0;
  float link_none_bias_ = 0;
  std::vector<FlatHead> flat_;
  int input_width_ = 0;
  int narrow_ = 0;
  int width_ = 0;  // of the encoded rows: both directions
  int head_width_ = 0;
  int flat_width_ = 0;
  int names_width_ = 0;  // of the layer that only names have: both directions
  Head names_place_;
  int arc_size_ = 0;
  int rel_size_ = 0;
  int link_size_ = 0;
  int arc_dependent_ = 0, arc_head_ = 0, rel_dependent_ = 0, rel_head_ = 0, link_member_ = 0,
      link_cue_ = 0;
};

}  // namespace parley::model
