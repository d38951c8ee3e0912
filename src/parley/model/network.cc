#include "parley/model/network.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>

namespace parley::model {
namespace {

constexpr const char* kTableNames[6] = {"word", "form", "prefix", "suffix", "shape", "flag"};
constexpr int kDistanceBuckets = 32;
constexpr std::size_t kKnownWords = 4096;  // 2 MB a thread; a power of two

std::uint32_t place_of(const TokenNumbers& token) {
  std::uint32_t hash = 0;
  for (const std::uint32_t number : token.table) hash = (hash ^ number) * 0x9E3779B1U;
  return (hash ^ (hash >> 15)) % kKnownWords;
}

// Bucket of the signed distance from a member to a cue; the trainer's distance_bucket().
int distance_bucket(int gap) {
  const int size = gap < 0 ? -gap : gap;
  int bucket = size;
  if (size >= 4) {
    // 4 + floor(2 log2(size / 4)), without floating point: thresholds 4 * 2^(k/2).
    constexpr int kThresholds[] = {4, 6, 8, 12, 16, 23, 32, 46, 64, 91, 128, 182};
    bucket = 3;
    for (const int threshold : kThresholds) {
      if (size >= threshold) ++bucket;
    }
    bucket = std::min(bucket, 15);
  }
  return bucket + (gap > 0 ? 16 : 0);
}

}  // namespace

base::Result<Matrix> Network::load_matrix(const std::string& name, int inputs, int outputs) const {
  const std::size_t count = static_cast<std::size_t>(inputs) * static_cast<std::size_t>(outputs);
  const auto numbers = weights_->bytes(name + ".weight", count);
  if (!numbers) return std::unexpected(numbers.error());
  const auto scale = weights_->floats(name + ".scale", static_cast<std::size_t>(outputs));
  if (!scale) return std::unexpected(scale.error());
  const auto bias = weights_->floats(name + ".bias", static_cast<std::size_t>(outputs));
  if (!bias) return std::unexpected(bias.error());
  Matrix matrix;
  matrix.inputs = inputs;
  matrix.outputs = outputs;
  matrix.scale.assign(scale->begin(), scale->end());
  matrix.bias.assign(bias->begin(), bias->end());
  std::vector<std::int8_t> bounded(numbers->begin(), numbers->end());
  bound_weights(bounded, inputs, matrix.scale);
  kernels_.pack(bounded, matrix);
  return matrix;
}

base::Result<void> Network::load() {
  const auto size_of = [&](const char* name) { return static_cast<int>(weights_->size_of(name)); };
  narrow_ = size_of("narrow");
  width_ = 2 * size_of("size");
  arc_size_ = size_of("arc");
  rel_size_ = size_of("rel");
  link_size_ = size_of("link");
  names_width_ = 2 * size_of("names");
  const int layer_count = size_of("layers");
  const int relations = static_cast<int>(weights_->labels("deprel").size());
  for (const int size : {narrow_, width_, arc_size_, rel_size_, link_size_, names_width_ / 2}) {
    if (size <= 0 || size > 4096 || size % 16 != 0) {
      return base::fail(base::ErrorCode::kDamaged,
                        weights_->path() +
                            ": a layer's size is missing or out of range; install "
                            "the model file of this version again");
    }
  }
  for (int t = 0; t < 6; ++t) {
    Table& table = tables_[t];
    const std::string name = std::string("table.") + kTableNames[t];
    const auto scale = weights_->floats(name + ".scale");
    if (!scale) return std::unexpected(scale.error());
    table.scale = *scale;
    table.rows = static_cast<std::uint32_t>(scale->size());
    table.width = size_of(kTableNames[t]);
    const auto numbers = weights_->bytes(name + ".rows", static_cast<std::size_t>(table.rows) *
                                                             static_cast<std::size_t>(table.width));
    if (!numbers) return std::unexpected(numbers.error());
    table.numbers = *numbers;
    input_width_ += table.width;
  }
  const auto load_floats = [&](const char* name, int count, std::span<const float>& into) {
    const auto found = weights_->floats(name, static_cast<std::size_t>(count));
    if (found) into = *found;
    return found ? base::Result<void>() : std::unexpected(found.error());
  };
  const auto load_into = [&](const std::string& name, int inputs, int outputs, Matrix& into) {
    auto found = load_matrix(name, inputs, outputs);
    if (found) into = std::move(*found);
    return found ? base::Result<void>() : std::unexpected(found.error());
  };
  base::Result<void> done;
  const auto both = [&](base::Result<void> next) {
    if (done && !next) done = std::move(next);
  };
  both(load_into("into", input_width_, narrow_, into_));
  both(load_into("window", 3 * narrow_, width_, window_));
  both(load_floats("first.gain", narrow_, first_gain_));
  both(load_floats("first.shift", narrow_, first_shift_));
  both(load_floats("second.gain", width_, second_gain_));
  both(load_floats("second.shift", width_, second_shift_));
  for (int l = 0; l < layer_count && done; ++l) {
    Layer layer;
    const std::string name = "layer" + std::to_string(l);
    both(load_into(name, width_, 3 * width_, layer.project));
    both(load_floats((name + ".vectors").c_str(), 4 * width_, layer.vectors));
    layers_.push_back(std::move(layer));
  }
  both(load_into("names_into", width_, names_width_, names_into_));
  both(load_into("names_layer", names_width_, 3 * names_width_, names_layer_.project));
  both(load_floats("names_layer.vectors", 4 * names_width_, names_layer_.vectors));
  both(load_into("names_out", names_width_, static_cast<int>(weights_->labels("names").size()),
                 names_out_));
  int offset = 0;
  for (const char* name : {"upos", "xpos", "lemma", "names", "roles"}) {
    FlatHead head;
    head.name = name;
    head.place = {offset, static_cast<int>(weights_->labels(name).size())};
    const auto steps = weights_->floats(std::string("transitions.") + name);
    if (steps && steps->size() == static_cast<std::size_t>(head.place.size) *
                                      static_cast<std::size_t>(head.place.size)) {
      head.transitions = *steps;
    }
    offset += head.place.size;
    flat_.push_back(std::move(head));
  }
  names_place_ = head("names");
  flat_width_ = (offset + 15) / 16 * 16;
  arc_dependent_ = flat_width_;
  arc_head_ = arc_dependent_ + arc_size_;
  rel_dependent_ = arc_head_ + arc_size_;
  rel_head_ = rel_dependent_ + rel_size_;
  link_member_ = rel_head_ + rel_size_;
  link_cue_ = link_member_ + link_size_;
  head_width_ = link_cue_ + link_size_;
  both(load_into("heads", width_, head_width_, all_heads_));
  both(load_into("arc_pair", arc_size_, arc_size_, arc_pair_));
  both(load_into("link_pair", link_size_, link_size_, link_pair_));
  both(load_into("rel", 3 * rel_size_, relations, rel_));
  both(load_floats("arc_bias", arc_size_, arc_bias_));
  both(load_floats("root", arc_size_, root_));
  both(load_floats("rel_root", rel_size_, rel_root_));
  both(load_floats("link_distance", kDistanceBuckets, link_distance_));
  both(load_floats("link_none", link_size_, link_none_));
  std::span<const float> single;
  both(load_floats("arc_bias.bias", 1, single));
  if (done) arc_bias_bias_ = single[0];
  both(load_floats("link_none.bias", 1, single));
  if (done) link_none_bias_ = single[0];
  return done;
}

base::Result<std::unique_ptr<const Network>> Network::make(
    std::shared_ptr<const WeightFile> weights, const Kernels& kernels) {
  static std::atomic<std::uint64_t> made = 0;
  std::unique_ptr<Network> network(new Network(std::move(weights), kernels));
  network->id_ = ++made;
  if (auto done = network->load(); !done) return std::unexpected(done.error());
  return std::unique_ptr<const Network>(std::move(network));
}

Network::Head Network::head(std::string_view name) const {
  for (const FlatHead& head : flat_) {
    if (head.name == name) return head.place;
  }
  return {};
}

std::span<const float> Network::transitions(std::string_view name) const {
  for (const FlatHead& head : flat_) {
    if (head.name == name) return head.transitions;
  }
  return {};
}

std::span<const float> Network::scores(const Workspace& workspace, int token, Head head) const {
  return std::span(workspace.heads)
      .subspan(static_cast<std::size_t>(token) * static_cast<std::size_t>(head_width_) +
                   static_cast<std::size_t>(head.offset),
               static_cast<std::size_t>(head.size));
}

void Network::run(std::span<const TokenNumbers> tokens, Workspace& w) const {
  const int rows = static_cast<int>(tokens.size());
  assert(rows <= kMaxTokens);
  if (rows == 0) return;
  const auto size = [rows](int width) {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(width);
  };
  make_room(w.input, size(input_width_));
  make_room(w.narrow, size(narrow_) + 2 * static_cast<std::size_t>(narrow_));
  make_room(w.encoded, size(width_));
  make_room(w.names, size(names_width_ + names_place_.size));
  make_room(w.heads, size(head_width_));
  make_room(w.arc_left, size(arc_size_));
  make_room(w.link_left, size(link_size_));

  // A row of zeros stands before and behind the text, so that a window is one stretch of memory.
  float* narrow = w.narrow.data() + narrow_;
  std::fill(w.narrow.begin(), w.narrow.begin() + narrow_, 0.0F);
  std::fill_n(narrow + static_cast<std::ptrdiff_t>(rows) * narrow_, narrow_, 0.0F);
  read_words(tokens, w, narrow);
  kernels_.multiply(w.narrow.data(), rows, narrow_, window_, w.encoded.data(), width_, w.scratch);
  kernels_.rectify(w.encoded.data(), size(width_));
  kernels_.normalise(w.encoded.data(), rows, width_, second_gain_.data(), second_shift_.data());
  for (const Layer& layer : layers_) {
    kernels_.recur(w.encoded.data(), rows, layer.project, layer.vectors.data(), w.scratch);
  }
  kernels_.multiply(w.encoded.data(), rows, width_, all_heads_, w.heads.data(), head_width_,
                    w.scratch);
  score_names(rows, w);
  for (int row = 0; row < rows; ++row) {
    float* pairs =
        w.heads.data() + size_t(row) * static_cast<std::size_t>(head_width_) + flat_width_;
    kernels_.rectify(pairs, static_cast<std::size_t>(head_width_ - flat_width_));
  }
  kernels_.multiply(w.heads.data() + arc_dependent_, rows, head_width_, arc_pair_,
                    w.arc_left.data(), arc_size_, w.scratch);
  kernels_.multiply(w.heads.data() + link_member_, rows, head_width_, link_pair_,
                    w.link_left.data(), link_size_, w.scratch);
}

void Network::read_words(std::span<const TokenNumbers> tokens, Workspace& w, float* narrow) const {
  KnownWords& known = w.known;
  const auto width = static_cast<std::size_t>(narrow_);
  if (known.network != id_) {
    TokenNumbers none;
    std::ranges::fill(none.table, std::numeric_limits<std::uint32_t>::max());
    known.words.assign(kKnownWords, none);
    known.rows.assign(kKnownWords * width, 0.0F);
    known.waiting.assign(kKnownWords, -1);
    known.network = id_;
  }
  known.fresh_places.clear();
  known.sources.clear();
  float* in = w.input.data();
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const TokenNumbers& token = tokens[at];
    const std::uint32_t place = place_of(token);
    if (known.words[place] == token) {
      known.sources.push_back(known.waiting[place]);
      if (known.waiting[place] < 0) {
        std::copy_n(known.rows.data() + place * width, width, narrow + at * width);
      }
      continue;
    }
    known.words[place] = token;
    known.waiting[place] = static_cast<std::int32_t>(known.fresh_places.size());
    known.sources.push_back(known.waiting[place]);
    known.fresh_places.push_back(place);
    for (int t = 0; t < 6; ++t) {
      const Table& table = tables_[t];
      const std::size_t row = std::min(token.table[t], table.rows - 1);
      const std::int8_t* numbers =
          table.numbers.data() + row * static_cast<std::size_t>(table.width);
      const float scale = table.scale[row];
      for (int i = 0; i < table.width; ++i) *in++ = static_cast<float>(numbers[i]) * scale;
    }
  }
  const auto fresh = static_cast<int>(known.fresh_places.size());
  make_room(known.fresh, known.fresh_places.size() * width);
  kernels_.multiply(w.input.data(), fresh, input_width_, into_, known.fresh.data(), narrow_,
                    w.scratch);
  kernels_.normalise(known.fresh.data(), fresh, narrow_, first_gain_.data(), first_shift_.data());
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const std::int32_t source = known.sources[at];
    if (source < 0) continue;
    std::copy_n(known.fresh.data() + static_cast<std::size_t>(source) * width, width,
                narrow + at * width);
  }
  for (int i = 0; i < fresh; ++i) {
    const std::uint32_t place = known.fresh_places[static_cast<std::size_t>(i)];
    if (known.waiting[place] != i) continue;  // a later word took the place
    std::copy_n(known.fresh.data() + static_cast<std::size_t>(i) * width, width,
                known.rows.data() + place * width);
    known.waiting[place] = -1;
  }
}

void Network::score_names(int rows, Workspace& w) const {
  float* own = w.names.data();
  float* more = own + static_cast<std::ptrdiff_t>(rows) * names_width_;
  kernels_.multiply(w.encoded.data(), rows, width_, names_into_, own, names_width_, w.scratch);
  kernels_.rectify(own, static_cast<std::size_t>(rows) * static_cast<std::size_t>(names_width_));
  kernels_.recur(own, rows, names_layer_.project, names_layer_.vectors.data(), w.scratch);
  kernels_.multiply(own, rows, names_width_, names_out_, more, names_place_.size, w.scratch);
  for (int row = 0; row < rows; ++row) {
    float* scores =
        w.heads.data() + static_cast<std::ptrdiff_t>(row) * head_width_ + names_place_.offset;
    for (int i = 0; i < names_place_.size; ++i) scores[i] += *more++;
  }
}

void Network::arcs(int first, int count, Workspace& w, std::vector<float>& scores) const {
  const float* left = w.arc_left.data() + static_cast<std::ptrdiff_t>(first) * arc_size_;
  const float* right =
      w.heads.data() + static_cast<std::ptrdiff_t>(first) * head_width_ + arc_head_;
  const int wide = count + 1;
  make_room(scores, static_cast<std::size_t>(count) * static_cast<std::size_t>(wide));
  make_room(w.arc_base, static_cast<std::size_t>(count));
  kernels_.dots(right, count, head_width_, arc_bias_.data(), 1, arc_size_, arc_size_,
                w.arc_base.data(), 1);
  for (int h = 0; h < count; ++h) w.arc_base[static_cast<std::size_t>(h)] += arc_bias_bias_;
  kernels_.dots(left, count, arc_size_, right, count, head_width_, arc_size_, scores.data(), wide);
  kernels_.dots(left, count, arc_size_, root_.data(), 1, arc_size_, arc_size_,
                scores.data() + count, wide);
  for (int d = 0; d < count; ++d) {
    float* row = scores.data() + static_cast<std::ptrdiff_t>(d) * wide;
    for (int h = 0; h < count; ++h) row[h] += w.arc_base[static_cast<std::size_t>(h)];
  }
}

void Network::relations(std::span<const std::int32_t> heads, Workspace& w,
                        std::vector<float>& scores) const {
  const int rows = static_cast<int>(heads.size());
  make_room(w.rel_input, static_cast<std::size_t>(rows) * 3 * static_cast<std::size_t>(rel_size_));
  make_room(scores, static_cast<std::size_t>(rows) * static_cast<std::size_t>(rel_.outputs));
  for (int row = 0; row < rows; ++row) {
    const float* dependent =
        w.heads.data() + static_cast<std::ptrdiff_t>(row) * head_width_ + rel_dependent_;
    const std::int32_t head = heads[static_cast<std::size_t>(row)];
    const float* governor =
        head < 0 ? rel_root_.data()
                 : w.heads.data() + static_cast<std::ptrdiff_t>(head) * head_width_ + rel_head_;
    float* out = w.rel_input.data() + static_cast<std::ptrdiff_t>(row) * 3 * rel_size_;
    for (int i = 0; i < rel_size_; ++i) {
      out[i] = dependent[i];
      out[rel_size_ + i] = governor[i];
      out[2 * rel_size_ + i] = dependent[i] * governor[i];
    }
  }
  kernels_.multiply(w.rel_input.data(), rows, 3 * rel_size_, rel_, scores.data(), rel_.outputs,
                    w.scratch);
}

float Network::link(const Workspace& w, int member, int cue) const {
  const float* own = w.heads.data() + static_cast<std::ptrdiff_t>(member) * head_width_;
  if (cue < 0) {
    return kernels_.dot(own + link_member_, link_none_.data(), link_size_) + link_none_bias_;
  }
  const float* left = w.link_left.data() + static_cast<std::ptrdiff_t>(member) * link_size_;
  const float* right = w.heads.data() + static_cast<std::ptrdiff_t>(cue) * head_width_ + link_cue_;
  return kernels_.dot(left, right, link_size_) +
         link_distance_[static_cast<std::size_t>(distance_bucket(cue - member))];
}

}  // namespace parley::model
