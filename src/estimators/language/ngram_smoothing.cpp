#include "plim/estimators/language/ngram_smoothing.hpp"

#include <algorithm>
#include <string>

namespace plim {
namespace {

using Levels = std::span<const NgramLevel>;

constexpr std::int64_t longest_block = 6;

/// (c(hw) + a)/(c(h) + V a), without a 0 after a context that was not seen.
double with_pseudo_count(Levels levels, const NgramSetting& s) {
  const double total = levels.back().total + s.classes * s.a;
  return total > 0 ? (levels.back().count + s.a) / total : 0;
}

/// From single symbols on, each length corrects what the shorter ones say where its context was seen.
template <class Correct>
double by_length(Levels levels, const NgramSetting& s, double shares, Correct correct) {
  double p = s.uniform ? correct(1 / s.classes, std::size_t{0}) : shares;
  for (std::size_t j = 1; j < levels.size(); ++j) p = correct(p, j);
  return p;
}

double share(double count, double total) { return total > 0 ? count / total : 0; }

/// (c(hw) + T(h) P(w|h'))/(c(h) + T(h)), T the different symbols after h: Witten and Bell 1991, method C.
double witten_bell(Levels levels, const NgramSetting& s) {
  return by_length(levels, s, share(levels[0].count, levels[0].total), [&](double shorter, std::size_t j) {
    const NgramLevel& l = levels[j];
    return l.total > 0 ? (l.count + l.types * shorter) / (l.total + l.types) : shorter;
  });
}

/// max(c - D, 0)/total + D T/total P(w|h').
double discounted(double count, double total, double types, double discount, double shorter) {
  if (!(total > 0)) return shorter;
  return (std::max(count - discount, 0.0) + discount * types * shorter) / total;
}

/// Of the counts of every length: Ney, Essen and Kneser 1994.
double absolute_discounting(Levels levels, const NgramSetting& s) {
  return by_length(levels, s, share(levels[0].count, levels[0].total), [&](double shorter, std::size_t j) {
    const NgramLevel& l = levels[j];
    return discounted(l.count, l.total, l.types, s.discounts[j], shorter);
  });
}

/// Shorter blocks count by how many different symbols stand before them: Kneser and Ney 1995, interpolated as
/// by Chen and Goodman 1999.
double kneser_ney(Levels levels, const NgramSetting& s) {
  const NgramLevel& single = levels[0];
  const bool longest = levels.size() == 1;
  const double shares = longest ? share(single.count, single.total) : share(single.left, single.left_total);
  return by_length(levels, s, shares, [&](double shorter, std::size_t j) {
    const NgramLevel& l = levels[j];
    return j + 1 == levels.size() ? discounted(l.count, l.total, l.types, s.discounts[j], shorter)
                                  : discounted(l.left, l.left_total, l.left_types, s.discounts[j], shorter);
  });
}

/// n1/(n1 + 2 n2) of n1 blocks that occur once and n2 twice (Ney, Essen and Kneser 1994); 3/4 where there are
/// none of either, with which it would be 0 or 1.
double discount_of(double once, double twice) {
  constexpr double usual = 0.75;
  return once > 0 && twice > 0 ? once / (once + 2 * twice) : usual;
}

double by_counts(const NgramSingles& rare, bool) { return discount_of(rare.once, rare.twice); }
double by_left_counts(const NgramSingles& rare, bool longest) {
  return longest ? by_counts(rare, longest) : discount_of(rare.left_once, rare.left_twice);
}

Parameter optional(Parameter p) {
  p.optional = true;
  return p;
}

Parameter base() {
  return optional({"base", Domain::text,
                   "what single symbols are corrected by: \"counts\", nothing (default), or \"uniform\", the "
                   "uniform law, so that no symbol has probability 0"});
}
Parameter discount() {
  return optional({"discount", Domain::open_probability,
                   "taken off every count; default: n1/(n1 + 2 n2), n1 blocks occurring once, n2 twice"});
}

template <class T>
T given_or(const Arguments& options, const char* name, T usual) {
  return options.has(name) ? std::get<T>(options.all().find(name)->second) : usual;
}

const std::vector<NgramSmoothing>& all_smoothings() {
  static const std::vector<NgramSmoothing> all = {
      {"mle", "P(w|h) = c(hw)/c(h)", {}, 0, true, with_pseudo_count},
      {"lidstone",
       "q_k = (c_k + a)/(n + K a); after a context h (c(hw) + a)/(c(h) + K a)",
       {{"a", Domain::positive, "pseudo-count of every class"}},
       0,
       true,
       with_pseudo_count},
      {"laplace", "lidstone with a = 1", {}, 1, true, with_pseudo_count},
      {"krichevsky_trofimov", "lidstone with a = 1/2", {}, 0.5, true, with_pseudo_count},
      {"witten_bell",
       "(c(hw) + T(h) P(w|h'))/(c(h) + T(h)), T symbols differ after h, h' is h without its oldest",
       {base()},
       0,
       false,
       witten_bell},
      {"absolute_discounting",
       "a discount is taken off every count and goes to the model one shorter",
       {base(), discount()},
       0,
       false,
       absolute_discounting,
       by_counts},
      {"kneser_ney",
       "the same, shorter blocks being counted by the different symbols before them",
       {base(), discount()},
       0,
       false,
       kneser_ney,
       by_left_counts}};
  return all;
}

}  // namespace

std::span<const NgramSmoothing> ngram_smoothings() { return all_smoothings(); }

std::vector<Parameter> model_parameters(const NgramSmoothing& smoothing) {
  std::vector<Parameter> all = smoothing.parameters;
  Parameter order{"order", Domain::positive_integer,
                  "symbols of a block, 1 to 6: a symbol after order - 1 others (default: 1)"};
  order.largest = longest_block;
  all.push_back(optional(order));
  all.push_back(
      optional({"vocabulary", Domain::text,
                "the symbols that are told apart: \"train\", \"train+unknown\" (default: all others "
                "are one) or \"population\""}));
  all.push_back(optional({"min_count", Domain::positive_integer,
                          "symbols that the training text has fewer times are unknown too (default: 1)"}));
  return all;
}

const NgramSmoothing* find_ngram_smoothing(std::string_view name) noexcept {
  for (const NgramSmoothing& s : all_smoothings()) {
    if (name == s.name) return &s;
  }
  return nullptr;
}

Outcome<double> pseudo_count_of(const Knowns& knowns, std::string_view estimator) {
  const NgramSmoothing* smoothing = find_ngram_smoothing(knowns.smoothing);
  const double a =
      given_or(knowns.smoothing_options, "a", smoothing == nullptr ? 0.0 : smoothing->pseudo_count);
  if (!(a > 0) || given_or(knowns.smoothing_options, "order", std::int64_t{1}) > 1)
    return Refusal{std::string(estimator) +
                   " needs a smoothing with a pseudo-count and order 1; models of another kind are held "
                   "against another text (train = SAMPLE)"};
  return a;
}

Arguments ngram_arguments(const Arguments& options) {
  Arguments arguments;
  arguments.set("length", given_or(options, "order", std::int64_t{1}));
  arguments.set("vocabulary", given_or(options, "vocabulary", std::string("train+unknown")));
  arguments.set("min_count", given_or(options, "min_count", std::int64_t{1}));
  return arguments;
}

Outcome<NgramModel> NgramModel::bind(const Knowns& knowns) {
  const Arguments& options = knowns.smoothing_options;
  NgramModel model;
  model.smoothing_ = find_ngram_smoothing(knowns.smoothing);
  if (model.smoothing_ == nullptr) return Refusal{"a model of n-grams needs a smoothing"};
  model.arguments_ = ngram_arguments(options);
  model.a_ = given_or(options, "a", model.smoothing_->pseudo_count);
  model.discount_ = given_or(options, "discount", 0.0);
  const std::string below = given_or(options, "base", std::string("counts"));
  model.uniform_ = below == "uniform";
  if (below != "uniform" && below != "counts")
    return Refusal{"base is \"" + below + "\", but must be \"counts\" or \"uniform\""};
  const std::string& vocabulary = model.arguments_.text("vocabulary");
  if (vocabulary != "train" && vocabulary != "train+unknown" && vocabulary != "population")
    return Refusal{"vocabulary is \"" + vocabulary +
                   "\", but must be \"train\", \"train+unknown\" or \"population\""};
  if (model.arguments_.integer("min_count") > 1 && vocabulary != "train+unknown")
    return Refusal{"min_count needs vocabulary = \"train+unknown\", which has a place for rare symbols"};
  if (!ngrams_fit(knowns.K.value_or(0), model.order()))
    return Refusal{"blocks of " + std::to_string(model.order()) + " symbols of " +
                   std::to_string(knowns.K.value_or(0)) +
                   " kinds are too many to be numbered, 2^128 or more"};
  return model;
}

void NgramModel::learn(const NgramText& text, NgramSetting& setting) const {
  setting.classes = text.classes();
  setting.a = a_;
  setting.uniform = uniform_;
  setting.discounts.assign(text.order(), discount_);
  if (smoothing_->discount == nullptr || discount_ > 0) return;
  for (std::size_t j = 1; j <= text.order(); ++j)
    setting.discounts[j - 1] = smoothing_->discount(text.singles(j), j == text.order());
}

}  // namespace plim
