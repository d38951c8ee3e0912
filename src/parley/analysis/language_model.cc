#include "parley/analysis/language_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "parley/analysis/features.h"
#include "parley/analysis/settle_types.h"
#include "parley/analysis/trees.h"
#include "parley/base/table.h"
#include "parley/base/word_map.h"
#include "parley/text/utf8.h"

namespace parley::analysis {
namespace {

// Past forms that rules of endings get wrong, and their bases.
const base::WordMap<std::string>& irregular_verbs() {
  static const base::WordMap<std::string> kForms = [] {
    base::WordMap<std::string> forms;
    for (const base::TableRow& row : base::read_table("verb_forms")) forms[row.at(0)] = row.at(1);
    return forms;
  }();
  return kForms;
}

constexpr std::size_t kUposCount = 17;
constexpr float kLeastTypeScore = -12.0F;
// A span that is linked to no cue keeps its best cue unless "none" is this much better.
constexpr std::size_t kShortestMended = 5;  // "tries"; "tied" and "dies" end in "ie"
constexpr float kNoneMargin = 0.5F;

std::uint32_t hash_form(std::string_view form) {
  std::uint32_t hash = 2166136261U;
  for (const char byte : form) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 16777619U;
  }
  return hash ^ (hash >> 16);
}

// The softmax probability of `label`.
float probability(std::span<const float> scores, int label) {
  const float top = *std::ranges::max_element(scores);
  float sum = 0;
  for (const float score : scores) sum += std::exp(score - top);
  return std::exp(scores[static_cast<std::size_t>(label)] - top) / sum;
}

// Adds to each kind the log probability that a word is part of a name of that kind, by `share`.
// Labels are 0 for none, then a beginning and an inside label for each of `types`.
void add_types(std::span<const float> scores, std::span<const NameType> types, float share,
               TypeScores& into) {
  const float top = *std::ranges::max_element(scores);
  float sum = 0;
  for (const float score : scores) sum += std::exp(score - top);
  const float whole = std::log(sum);
  for (std::size_t kind = 0; kind < types.size(); ++kind) {
    const float part = std::exp(scores[2 * kind + 1] - top) + std::exp(scores[2 * kind + 2] - top);
    into[static_cast<std::size_t>(types[kind])] +=
        share * (part > 0 ? std::max(kLeastTypeScore, std::log(part) - whole) : kLeastTypeScore);
  }
}

struct LabelSpan {
  std::uint32_t first = 0;  // token, in the stretch
  std::uint32_t end = 0;
  int kind = 0;
  float confidence = 0;
};

// Ends that the learned rules leave wrong: "freed" as it stands, "village" for "villagers",
// "carrie" for "carried".
void mend_lemma(std::string_view word, Token& token) {
  const bool past = token.xpos == "VBD" || token.xpos == "VBN";
  const auto cut = [&](std::size_t letters, std::string_view then) {
    token.lemma = text::fold_case(word.substr(0, word.size() - letters)).append(then);
  };
  if (word.size() < kShortestMended) return;
  if (past && word.ends_with("eed") && token.lemma == text::fold_case(word)) {
    cut(1, "");
  } else if (past && word.ends_with("ied")) {
    cut(3, "y");
  } else if (token.xpos == "VBZ" && word.ends_with("ies")) {
    cut(3, "y");
  } else if (token.xpos == "NNS" && (word.ends_with("ers") || word.ends_with("ors"))) {
    cut(1, "");
  }
}

}  // namespace

struct LanguageModel::Stretch {
  model::Workspace workspace;
  std::vector<model::TokenNumbers> numbers;
  std::vector<float> arc_scores;
  std::vector<std::int32_t> heads;
  std::vector<float> relation_scores;
  std::vector<std::int32_t> back;
  std::vector<int> path;
  std::vector<TypeScores> name_scores;  // of all names of the article so far
  WordFeatures features;

  // Best legal label sequence under BIO labels (Viterbi); fills path. Labels are 0 for none, then a
  // beginning and an inside label for each kind. REQUIRES: head.size <= model::kMostLabels
  void decode(const model::Network& network, model::Network::Head head,
              std::span<const float> steps, int rows) {
    constexpr float kIllegal = -1e30F;
    constexpr int kWide = model::kMostLabels;
    const int size = head.size;
    float step[kWide * kWide] = {};  // from, to
    for (int i = 0; i < size; ++i) {
      for (int j = 0; j < size; ++j) {
        const bool inside = j > 0 && j % 2 == 0;
        step[i * kWide + j] = inside && i != j && i != j - 1 ? kIllegal
                              : steps.empty()                ? 0.0F
                                              : steps[static_cast<std::size_t>(i * size + j)];
      }
    }
    float alpha[kWide] = {};
    float ways[kWide] = {};
    back.resize(static_cast<std::size_t>(rows) * kWide);
    const auto first = network.scores(workspace, 0, head);
    for (int j = 0; j < size; ++j) {
      alpha[j] = j > 0 && j % 2 == 0 ? kIllegal : first[static_cast<std::size_t>(j)];
    }
    for (int t = 1; t < rows; ++t) {
      const auto scores = network.scores(workspace, t, head);
      network.kernels().advance(alpha, step, size, ways,
                                back.data() + static_cast<std::ptrdiff_t>(t) * kWide);
      for (int j = 0; j < size; ++j) alpha[j] = ways[j] + scores[static_cast<std::size_t>(j)];
    }
    path.resize(static_cast<std::size_t>(rows));
    path[rows - 1] = network.kernels().best(alpha, size);
    for (int t = rows - 1; t > 0; --t) {
      path[t - 1] = back[static_cast<std::size_t>(t * kWide + path[t])];
    }
  }

  // The spans of the decoded path, with the mean probability of their labels.
  std::vector<LabelSpan> spans(const model::Network& network, model::Network::Head head) const {
    std::vector<LabelSpan> found;
    for (std::uint32_t t = 0; t < path.size(); ++t) {
      if (path[t] == 0) continue;
      const float p = probability(network.scores(workspace, static_cast<int>(t), head), path[t]);
      if (path[t] % 2 == 1) {
        found.push_back({t, t + 1, (path[t] - 1) / 2, p});
      } else {
        found.back().end = t + 1;
        found.back().confidence += p;
      }
    }
    for (LabelSpan& span : found) span.confidence /= static_cast<float>(span.end - span.first);
    return found;
  }
};

base::Result<std::shared_ptr<const LanguageModel>> LanguageModel::load(
    const std::string& path, const model::Kernels& kernels) {
  auto weights = model::WeightFile::open(path);
  if (!weights) return std::unexpected(weights.error());
  std::shared_ptr<LanguageModel> loaded(new LanguageModel());
  loaded->weights_ = *weights;
  const model::WeightFile& file = **weights;
  const auto damaged = [&](std::string_view what) {
    return base::fail(base::ErrorCode::kDamaged,
                      fmt::format("{}: its {} cannot be read; install the model file of this "
                                  "version again",
                                  path, what));
  };
  auto network = model::Network::make(*weights, kernels);
  if (!network) return std::unexpected(network.error());
  loaded->network_ = std::move(*network);
  const model::Network& net = *loaded->network_;
  const std::uint32_t rows[] = {
      0, kFormBuckets, kAffixBuckets, kAffixBuckets, kShapeBuckets, kFlagValues};
  for (int t = 1; t < 6; ++t) {
    if (net.table_rows(t) != rows[t]) return damaged("tables of word features");
  }
  const auto vocabulary = file.bytes("vocabulary");
  if (!vocabulary) return std::unexpected(vocabulary.error());
  std::string_view text(reinterpret_cast<const char*>(vocabulary->data()), vocabulary->size());
  while (true) {
    const std::size_t end = text.find('\n');
    loaded->forms_.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  if (loaded->forms_.size() != net.table_rows(0)) return damaged("vocabulary");
  std::size_t slots = 16;
  while (slots < 2 * loaded->forms_.size()) slots *= 2;
  loaded->slots_.assign(slots, 0);
  for (std::uint32_t i = 1; i < loaded->forms_.size(); ++i) {
    std::size_t slot = hash_form(loaded->forms_[i]) & (slots - 1);
    while (loaded->slots_[slot] != 0) slot = (slot + 1) & (slots - 1);
    loaded->slots_[slot] = i;
  }
  for (const std::string& label : file.labels("upos")) {
    std::size_t tag = 0;
    while (tag < kUposCount && name_of(static_cast<Upos>(tag)) != label) ++tag;
    if (tag == kUposCount) return damaged("list of tags");
    loaded->upos_.push_back(static_cast<Upos>(tag));
  }
  const auto& names = file.labels("names");
  const auto& roles = file.labels("roles");
  if (names.empty() || names.size() % 2 == 0 || names.size() > model::kMostLabels ||
      roles.size() != 7 || loaded->upos_.empty() ||
      static_cast<int>(file.labels("deprel").size()) != net.relation_count()) {
    return damaged("list of labels");
  }
  for (std::size_t i = 1; i < names.size(); i += 2) {
    std::size_t type = 0;
    while (type < kNameTypes &&
           "B-" + std::string(name_of(static_cast<NameType>(type))) != names[i]) {
      ++type;
    }
    if (type == kNameTypes) return damaged("list of name types");
    loaded->name_types_.push_back(static_cast<NameType>(type));
  }
  for (const std::string& label : file.labels("lemma")) {
    LemmaRule rule;
    if (label == "=") {
      rule.keep = true;
    } else {
      const std::size_t bar = label.find('|');
      if (bar == std::string::npos ||
          std::from_chars(label.data(), label.data() + bar, rule.cut).ec != std::errc()) {
        return damaged("list of lemma rules");
      }
      rule.add = label.substr(bar + 1);
    }
    loaded->lemma_rules_.push_back(std::move(rule));
  }
  loaded->upos_head_ = net.head("upos");
  loaded->xpos_head_ = net.head("xpos");
  loaded->lemma_head_ = net.head("lemma");
  loaded->names_head_ = net.head("names");
  loaded->roles_head_ = net.head("roles");
  return std::shared_ptr<const LanguageModel>(std::move(loaded));
}

std::uint32_t LanguageModel::form_number(std::string_view form) const {
  std::size_t slot = hash_form(form) & (slots_.size() - 1);
  while (slots_[slot] != 0) {
    if (forms_[slots_[slot]] == form) return slots_[slot];
    slot = (slot + 1) & (slots_.size() - 1);
  }
  return 0;
}

void LanguageModel::read(const text::Article& article, Analysis& analysis) const {
  const std::vector<std::uint8_t> flags =
      place_flags(article.text, analysis.tokens, analysis.sentences, analysis.quotations);
  // Some megabytes that would otherwise be asked of the system and given back for each article.
  static thread_local Stretch stretch;
  stretch.name_scores.clear();
  const auto count = static_cast<std::uint32_t>(analysis.sentences.size());
  for (std::uint32_t first = 0; first < count;) {
    const std::uint32_t begin = analysis.sentences[first].first_token;
    std::uint32_t end = first + 1;
    while (end < count && analysis.sentences[end].end_token - begin <= kStretchTokens) ++end;
    read_stretch(article, flags, first, end, stretch, analysis);
    first = end;
  }
  settle_types(article, stretch.name_scores, analysis);
}

void LanguageModel::read_stretch(const text::Article& article, std::span<const std::uint8_t> flags,
                                 std::uint32_t first_sentence, std::uint32_t end_sentence,
                                 Stretch& stretch, Analysis& analysis) const {
  const std::uint32_t first = analysis.sentences[first_sentence].first_token;
  const std::uint32_t end = analysis.sentences[end_sentence - 1].end_token;
  if (first >= end || end - first > static_cast<std::uint32_t>(model::Network::kMaxTokens)) return;
  stretch.numbers.clear();
  for (std::uint32_t t = first; t < end; ++t) {
    word_features(article.at(analysis.tokens[t].span), stretch.features);
    const WordFeatures& f = stretch.features;
    stretch.numbers.push_back(
        {{form_number(f.form), f.hash, f.prefix, f.suffix, f.shape, flags[t]}});
  }
  network_->run(stretch.numbers, stretch.workspace);
  tag(article, first, end, stretch, analysis);
  stretch.heads.assign(end - first, kRoot);
  for (std::uint32_t s = first_sentence; s < end_sentence; ++s) {
    parse(analysis.sentences[s], first, stretch, analysis);
  }
  network_->relations(stretch.heads, stretch.workspace, stretch.relation_scores);
  const model::Kernels& kernels = network_->kernels();
  const auto& relations = weights_->labels("deprel");
  // "root" is the relation of root words, and of no others.
  const auto root =
      static_cast<std::size_t>(std::ranges::find(relations, "root") - relations.begin());
  const auto count = relations.size();
  for (std::uint32_t t = first; t < end; ++t) {
    float* scores = stretch.relation_scores.data() + (t - first) * count;
    const bool is_root = stretch.heads[t - first] < 0;
    if (is_root ? root == count : root == 0 && count == 1) continue;
    if (!is_root && root < count) scores[root] = -std::numeric_limits<float>::infinity();
    const auto best = static_cast<std::size_t>(kernels.best(scores, static_cast<int>(count)));
    analysis.tokens[t].deprel = relations[is_root ? root : best];
  }
  name(first, end, stretch, analysis);
  attribute(first, end, stretch, analysis);
}

void LanguageModel::tag(const text::Article& article, std::uint32_t first, std::uint32_t end,
                        Stretch& stretch, Analysis& analysis) const {
  const auto& xpos = weights_->labels("xpos");
  const auto best_of = [&](std::uint32_t t, model::Network::Head head) {
    const auto scores = network_->scores(stretch.workspace, static_cast<int>(t - first), head);
    return static_cast<std::size_t>(network_->kernels().best(scores.data(), head.size));
  };
  for (std::uint32_t t = first; t < end; ++t) {
    Token& token = analysis.tokens[t];
    token.upos = upos_[best_of(t, upos_head_)];
    token.xpos = xpos[best_of(t, xpos_head_)];
    const std::string_view word = article.at(token.span);
    const bool past = token.xpos == "VBD" || token.xpos == "VBN";
    const std::string* base = past ? irregular_verbs().find(word) : nullptr;
    token.lemma = base != nullptr
                      ? *base
                      : lemma_of(word, network_->scores(stretch.workspace,
                                                        static_cast<int>(t - first), lemma_head_));
    if (base == nullptr) mend_lemma(word, token);
  }
}

// The best-scored rule that gives a form of the vocabulary; the best-scored one if none of the
// first kLemmaTries does. A rule that turns "proposed" into "propos" is thus passed over.
std::string LanguageModel::lemma_of(std::string_view word, std::span<const float> scores) const {
  constexpr int kLemmaTries = 4;
  int tried[kLemmaTries];
  std::string lower;
  std::string first;
  for (int tries = 0; tries < kLemmaTries; ++tries) {
    const auto score = [&](int at) { return scores[static_cast<std::size_t>(at)]; };
    int best = -1;
    if (tries == 0) best = network_->kernels().best(scores.data(), static_cast<int>(scores.size()));
    for (int i = 0; tries > 0 && i < static_cast<int>(scores.size()); ++i) {
      if (best >= 0 && !(score(best) < score(i))) continue;
      if (std::find(tried, tried + tries, i) == tried + tries) best = i;
    }
    if (best < 0) return first;
    tried[tries] = best;
    const LemmaRule& rule = lemma_rules_[static_cast<std::size_t>(best)];
    if (rule.keep) return first.empty() ? std::string(word) : first;
    if (lower.empty()) lower = text::fold_case(word);
    std::string lemma = lower;
    const bool splits_letter =
        rule.cut > 0 && rule.cut < lemma.size() &&
        (static_cast<unsigned char>(lemma[lemma.size() - rule.cut]) & 0xC0U) == 0x80U;
    if (splits_letter) continue;  // would leave half of a letter of several bytes
    if (rule.cut < lemma.size()) {
      lemma.resize(lemma.size() - rule.cut);
      lemma += rule.add;
    }
    if (lemma == lower || form_number(lemma) != 0) return lemma;
    if (first.empty()) first = lemma;
  }
  return first.empty() ? lower : first;
}

void LanguageModel::parse(const Sentence& sentence, std::uint32_t first, Stretch& stretch,
                          Analysis& analysis) const {
  const int base = static_cast<int>(sentence.first_token - first);
  const int n = static_cast<int>(sentence.end_token - sentence.first_token);
  network_->arcs(base, n, stretch.workspace, stretch.arc_scores);
  const std::vector<std::int32_t> heads = best_tree(stretch.arc_scores, n);
  for (int d = 0; d < n; ++d) {
    const std::int32_t head = heads[static_cast<std::size_t>(d)];
    stretch.heads[static_cast<std::size_t>(base + d)] = head < 0 ? kRoot : base + head;
    analysis.tokens[sentence.first_token + static_cast<std::uint32_t>(d)].head =
        head < 0 ? kRoot : static_cast<std::int32_t>(sentence.first_token) + head;
  }
}

void LanguageModel::name(std::uint32_t first, std::uint32_t end, Stretch& stretch,
                         Analysis& analysis) const {
  stretch.decode(*network_, names_head_, network_->transitions("names"),
                 static_cast<int>(end - first));
  for (const LabelSpan& span : stretch.spans(*network_, names_head_)) {
    Name found;
    found.first_token = first + span.first;
    found.end_token = first + span.end;
    found.span = {analysis.tokens[found.first_token].span.start,
                  analysis.tokens[found.end_token - 1].span.end};
    found.type = name_types_[static_cast<std::size_t>(span.kind)];
    found.confidence = span.confidence;
    analysis.names.push_back(found);
    TypeScores& types = stretch.name_scores.emplace_back();
    types.fill(kLeastTypeScore);
    for (const NameType type : name_types_) types[static_cast<std::size_t>(type)] = 0;
    for (std::uint32_t t = span.first; t < span.end; ++t) {
      add_types(network_->scores(stretch.workspace, static_cast<int>(t), names_head_), name_types_,
                1.0F / static_cast<float>(span.end - span.first), types);
    }
  }
}

void LanguageModel::attribute(std::uint32_t first, std::uint32_t end, Stretch& stretch,
                              Analysis& analysis) const {
  enum Role { kSource, kCue, kContent };
  stretch.decode(*network_, roles_head_, network_->transitions("roles"),
                 static_cast<int>(end - first));
  const std::vector<LabelSpan> spans = stretch.spans(*network_, roles_head_);
  const auto bytes = [&](const LabelSpan& span) {
    return text::Span{analysis.tokens[first + span.first].span.start,
                      analysis.tokens[first + span.end - 1].span.end};
  };
  std::vector<Attribution> found;
  std::vector<std::uint32_t> cue_tokens;
  std::vector<float> parts;
  for (const LabelSpan& span : spans) {
    if (span.kind != kCue) continue;
    Attribution attribution;
    attribution.cue = {bytes(span)};
    attribution.confidence = span.confidence;
    found.push_back(std::move(attribution));
    cue_tokens.push_back(span.first);
    parts.push_back(1);
  }
  for (const LabelSpan& span : spans) {
    if (span.kind == kCue) continue;
    int best = -1;
    float best_score = 0;
    for (std::size_t c = 0; c < cue_tokens.size(); ++c) {
      float score = 0;
      for (std::uint32_t t = span.first; t < span.end; ++t) {
        score +=
            network_->link(stretch.workspace, static_cast<int>(t), static_cast<int>(cue_tokens[c]));
      }
      if (best < 0 || score > best_score) {
        best = static_cast<int>(c);
        best_score = score;
      }
    }
    float none = 0;
    for (std::uint32_t t = span.first; t < span.end; ++t) {
      none += network_->link(stretch.workspace, static_cast<int>(t), -1);
    }
    const float margin = kNoneMargin * static_cast<float>(span.end - span.first);
    if (best >= 0 && none <= best_score + margin) {
      Attribution& attribution = found[static_cast<std::size_t>(best)];
      (span.kind == kSource ? attribution.source : attribution.content).push_back(bytes(span));
      attribution.confidence += span.confidence;
      parts[static_cast<std::size_t>(best)] += 1;
    } else if (span.kind == kContent) {
      Attribution attribution;
      attribution.content = {bytes(span)};
      attribution.confidence = span.confidence;
      found.push_back(std::move(attribution));
      parts.push_back(1);
    }
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    found[i].confidence /= parts[i];
    analysis.attributions.push_back(std::move(found[i]));
  }
  std::ranges::stable_sort(analysis.attributions, {}, [](const Attribution& attribution) {
    std::uint32_t start = UINT32_MAX;
    for (const auto* role : {&attribution.source, &attribution.cue, &attribution.content}) {
      if (!role->empty()) start = std::min(start, role->front().start);
    }
    return start;
  });
}

}  // namespace parley::analysis
