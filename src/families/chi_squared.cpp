#include "plim/core/number.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/gamma.hpp"
#include "plim/numeric/digamma.hpp"

namespace plim {

/// The chi-squared law by its degrees of freedom: the gamma law of shape df/2 and scale 2.
struct ChiSquared : Gamma {
  static constexpr std::string_view name = "chi_squared";
  static constexpr std::string_view summary = "the chi-squared law by its degrees of freedom";
  static constexpr std::string_view maximum = "a value above 0";
  static std::vector<Parameter> parameters() { return {{"df", Domain::positive, "degrees of freedom"}}; }
  static Outcome<ChiSquared> make(const Arguments& a) {
    const double df = a.real("df");
    if (0.5 * df > 0) return ChiSquared{{0.5 * df, 2}};
    return Refusal{"df is " + round_trip(df) + ", but df/2 must be a number > 0"};
  }
  std::optional<double> truth(std::string_view, std::size_t) const { return std::nullopt; }

  void score(double x, std::span<double> gradient) const {
    gradient[0] = 0.5 * (elementary::log(0.5 * x) - elementary::digamma(shape));
  }
  FisherInformation fisher_information() const { return {{"df"}, {0.25 * elementary::trigamma(shape)}}; }

  bool operator==(const ChiSquared&) const = default;
};

LawFamily chi_squared_family() { return law_family<ChiSquared>(); }

}  // namespace plim
