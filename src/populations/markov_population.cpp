#include "plim/populations/markov_population.hpp"

#include <algorithm>
#include <array>

#include "plim/populations/observation_stream.hpp"
#include "plim/random/fill.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/sequence.hpp"

namespace plim {
namespace {

/// One path of a chain, symbol after symbol; symbol i takes uniform number i.
class Path {
 public:
  explicit Path(const PathLaw& law) : law_(&law) {}

  void start(const Address& address) {
    address_ = address;
    at_ = 0;
  }

  void next(std::span<std::int32_t> out) {
    for (std::int32_t& symbol : out) {
      const std::size_t offset = at_ % uniforms_.size();
      if (offset == 0) fill_open(address_, at_ / 2, uniforms_);
      state_ = at_ == 0 ? first(uniforms_[0]) : after(state_, uniforms_[offset]);
      symbol = law_->symbols[state_];
      ++at_;
    }
  }

 private:
  std::size_t first(double u) const {
    const auto below = [](double x, const PathLaw::Step& step) { return x < step.up_to; };
    return std::upper_bound(law_->start.begin(), law_->start.end() - 1, u, below)->next;
  }
  std::size_t after(std::size_t state, double u) const {
    const PathLaw::Step* step = law_->steps.data() + law_->first[state];
    const PathLaw::Step* last = law_->steps.data() + law_->first[state + 1] - 1;
    while (step != last && u >= step->up_to) ++step;
    return step->next;
  }

  const PathLaw* law_;
  Address address_{};
  std::uint64_t at_ = 0;
  std::size_t state_ = 0;
  std::array<double, 128> uniforms_{};
};

/// A group of paths.
class Paths final : public ViewSource {
 public:
  /// `kept`: the largest n of the sequence, 0 if it is not wanted.
  Paths(const PathLaw& law, std::size_t K, std::int64_t kept, std::size_t lanes)
      : paths_(lanes, Path(law)), counts_(K * lanes), chunk_(kept == 0 ? chunk : 0) {
    counts_view_ = {0, K, lanes, counts_.data()};
    if (kept > 0) rows_.assign(lanes, std::vector<std::int32_t>(static_cast<std::size_t>(kept)));
    for (const auto& row : rows_) pointers_.push_back(row.data());
  }

  void start(Address first, std::size_t lanes) override {
    std::fill_n(counts_.begin(), counts_view_.K * lanes, 0);
    counts_view_ = {0, counts_view_.K, lanes, counts_.data()};
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      Address address = first;
      address.replicate += lane;
      paths_[lane].start(address);
    }
  }

  void grow(std::int64_t n, std::uint32_t) override {
    for (std::size_t lane = 0; lane < counts_view_.lanes; ++lane) {
      for (std::int64_t at = counts_view_.n; at < n;) {
        const std::span<std::int32_t> drawn = room(lane, at, n);
        paths_[lane].next(drawn);
        for (const std::int32_t x : drawn) ++counts_[static_cast<std::size_t>(x) * counts_view_.lanes + lane];
        at += static_cast<std::int64_t>(drawn.size());
      }
    }
    counts_view_.n = n;
  }

  const void* view(ViewId id) override {
    if (id == view_id<Counts>()) return &counts_view_;
    if (id != view_id<Sequence>() || rows_.empty()) return nullptr;
    sequence_ = {counts_view_.n, counts_view_.K, counts_view_.lanes, pointers_.data()};
    return &sequence_;
  }

 private:
  static constexpr std::size_t chunk = 4096;

  /// Where the symbols of a lane from `at` on go, up to the n-th.
  std::span<std::int32_t> room(std::size_t lane, std::int64_t at, std::int64_t n) {
    const auto wanted = static_cast<std::size_t>(n - at);
    if (rows_.empty()) return {chunk_.data(), std::min(wanted, chunk)};
    return {rows_[lane].data() + at, wanted};
  }

  std::vector<Path> paths_;
  std::vector<std::int64_t> counts_;             // [K][lanes]
  std::vector<std::vector<std::int32_t>> rows_;  // [lanes][kept]
  std::vector<const std::int32_t*> pointers_;    // [lanes]
  std::vector<std::int32_t> chunk_;
  Counts counts_view_{};
  Sequence sequence_{};
};

class PathStream final : public ObservationStream {
 public:
  PathStream(const Markov& population, const PathLaw& law, const Address& address)
      : population_(population), path_(law) {
    path_.start(address);
  }
  void next(std::span<double> out) override {
    symbols_.resize(out.size());
    path_.next(symbols_);
    std::copy(symbols_.begin(), symbols_.end(), out.begin());
  }
  std::span<const std::string> labels() const override { return population_.labels(); }

 private:
  const Markov& population_;
  Path path_;
  std::vector<std::int32_t> symbols_;
};

PathLaw path_law(const MarkovChain& chain) {
  PathLaw law;
  double sum = 0;
  for (std::size_t s = 0; s < chain.states(); ++s) {
    if (chain.start()[s] > 0) law.start.push_back({sum += chain.start()[s], static_cast<std::uint32_t>(s)});
    law.symbols.push_back(static_cast<std::int32_t>(chain.symbol(s)));
    law.first.push_back(static_cast<std::uint32_t>(law.steps.size()));
    std::vector<ChainSteps::Step> steps = chain.steps(s);
    std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.p > b.p; });
    double up_to = 0;
    for (const ChainSteps::Step& step : steps)
      law.steps.push_back({up_to += step.p, static_cast<std::uint32_t>(step.next)});
  }
  law.first.push_back(static_cast<std::uint32_t>(law.steps.size()));
  return law;
}

}  // namespace

std::vector<Parameter> Markov::parameters() {
  const auto optional = [](const char* name, Domain domain, const char* help) {
    return Parameter{name, domain, help, std::nullopt, true};
  };
  Parameter order{"order", Domain::positive_integer,
                  "instead of a matrix: after how many symbols the rows of the table are", std::nullopt,
                  true};
  order.largest = 9;
  return {
      optional("matrix", Domain::transitions, "P(next | present), a row for each present state"),
      order,
      optional("table", Domain::matrix,
               "of that order: P(next | last symbols), K^order rows of K numbers, the last of the symbols "
               "changing fastest; a row of zeros: they never follow each other"),
      optional("states", Domain::names, "of the matrix or table: names of the symbols"),
      optional("start", Domain::probabilities,
               "of the matrix or table: the law of the first state, of a table that of the symbols up to "
               "the first one, a number for each row; absent: the stationary one"),
      optional("fit.path", Domain::path, "instead of a matrix: a text, relative to the study file"),
      optional("fit.symbols", Domain::text, "characters (as without it), words or bytes"),
      optional("fit.keep", Domain::text, "all (as without it) or letters (Unicode L*)"),
      optional("fit.fold", Domain::text, "none (as without it) or case (simple case folding)"),
      optional("fit.groups", Domain::names,
               "lists of characters that count as one symbol each, what is in none as one more"),
      optional("fit.order", Domain::positive_integer,
               "how many symbols the next one depends on (1 as without it)")};
}

Outcome<std::shared_ptr<const Population>> Markov::make(const Arguments& a) {
  Outcome<ChainOrigin> origin = chain_origin(a);
  if (!origin) return Refusal{origin.reason()};
  Outcome<std::shared_ptr<const MarkovChain>> made = MarkovChain::make(origin->steps, origin->states);
  if (!made) return Refusal{made.reason()};
  const MarkovChain& chain = **made;
  Facts facts = origin->facts;
  if (chain.transient_states() > 0)
    facts.readable += ", " + std::to_string(chain.transient_states()) + " of them left for good";
  if (chain.period() > 1) facts.readable += ", period " + std::to_string(chain.period());
  facts.readable += ")";
  return std::shared_ptr<const Population>(std::make_shared<Markov>(*made, std::move(facts)));
}

Markov::Markov(std::shared_ptr<const MarkovChain> chain, Facts facts)
    : chain_(std::move(chain)), facts_(std::move(facts)), p_(facts_.K), path_(path_law(*chain_)) {
  for (std::size_t s = 0; s < chain_->states(); ++s) p_[chain_->symbol(s)] += chain_->stationary()[s];
  constexpr std::size_t most_block = 6;  // of models of n-grams
  for (std::size_t length = 1; length <= most_block; ++length)
    kinds_.push_back(chain_->blocks(length).number);
}

std::vector<ViewId> Markov::views(RouteKind route) const {
  if (route != RouteKind::draws) return {};
  return {view_id<Counts>(), view_id<Sequence>()};
}

std::size_t Markov::footprint(RouteKind, std::span<const ViewId> wanted, std::int64_t n_max) const {
  const std::size_t kept = wants<Sequence>(wanted) ? static_cast<std::size_t>(n_max) : 0;
  return sizeof(Path) + facts_.K * sizeof(std::int64_t) + kept * sizeof(std::int32_t);
}

std::unique_ptr<ViewSource> Markov::source(RouteKind, std::span<const ViewId> wanted, std::int64_t n_max,
                                           std::size_t lanes) const {
  return std::make_unique<Paths>(path_, facts_.K, wants<Sequence>(wanted) ? n_max : 0, lanes);
}

std::unique_ptr<ObservationStream> Markov::stream(const Address& address) const {
  return std::make_unique<PathStream>(*this, path_, address);
}

std::optional<double> Markov::truth(std::string_view estimand, std::size_t element) const {
  if (estimand == functional::entropy) return entropy_of(p_);
  if (estimand == functional::block_entropy && element > 0) return chain_->block_entropy(element);
  if (estimand == functional::entropy_rate) return chain_->entropy_rate();
  if (estimand == "p" && element < p_.size()) return p_[element];
  return std::nullopt;
}

double Markov::class_number(std::size_t k) const {
  return facts_.labels.empty() ? static_cast<double>(k) : Population::class_number(k);
}

}  // namespace plim
