#include "plim/populations/dirichlet_population.hpp"

#include "plim/numeric/entropy.hpp"
#include "plim/populations/drawn_population.hpp"
#include "plim/random/dirichlet.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

/// alpha of every class: `[K]`.
Outcome<std::vector<double>> concentrations(const Arguments& a) {
  const Value& alpha = a.all().at("alpha");
  const auto* each = std::get_if<std::vector<double>>(&alpha);
  if (each == nullptr && !a.has("K")) return Refusal{"K = ... must be given where alpha is one number"};
  if (each == nullptr) return std::vector<double>(static_cast<std::size_t>(a.integer("K")), a.real("alpha"));
  if (a.has("K") && a.integer("K") != static_cast<std::int64_t>(each->size())) {
    return Refusal{"alpha has " + std::to_string(each->size()) + " entries, but K is " +
                   std::to_string(a.integer("K"))};
  }
  return *each;
}

class DirichletLane final : public LawLane {
 public:
  explicit DirichletLane(const std::vector<double>& alpha) : alpha_(alpha), p_(alpha.size()) {}
  void draw(const Address& law) override { draw_dirichlet(law, alpha_, p_); }
  std::string_view family() const override { return {}; }
  const Arguments& arguments() const override { return none_; }
  std::span<const double> probabilities() const override { return p_; }
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    if (estimand == functional::entropy) return entropy_of(p_);
    return estimand == "p" && element < p_.size() ? std::optional(p_[element]) : std::nullopt;
  }

 private:
  std::vector<double> alpha_, p_;  // [K]
  Arguments none_;
};

}  // namespace

std::vector<Parameter> CategoricalDirichlet::parameters() {
  Parameter K{"K", Domain::positive_integer, "number of classes, where alpha is one number"};
  K.optional = true;
  K.largest = static_cast<double>(dense_classes);
  return {{"alpha", Domain::positive_or_vector, "concentration: one number for every class, or one each"}, K};
}

Outcome<std::shared_ptr<const Population>> CategoricalDirichlet::make(const Arguments& a) {
  const Outcome<std::vector<double>> alpha = concentrations(a);
  if (!alpha) return Refusal{alpha.reason()};
  LawSampler sampler;
  sampler.canonical = std::string(name) + " " + a.canonical();
  sampler.readable = std::string(name) + "(" + a.readable() + ")";
  sampler.K = alpha->size();
  sampler.alpha = *alpha;
  sampler.lane = [alpha = *alpha] { return std::make_unique<DirichletLane>(alpha); };
  return std::shared_ptr<const Population>(std::make_shared<DrawnPopulation>(std::move(sampler)));
}

}  // namespace plim
