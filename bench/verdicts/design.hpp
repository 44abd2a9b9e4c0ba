#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "plim/plan/plan.hpp"

/// A study of studies: how often is a verdict wrong, when the claim holds and when it does not?
namespace plim::verdicts {

/// How a mutant puts a measure two margins from where its claim has it: adds to every estimate, stretches
/// every error, or lets errors fall with n at another rate.
enum class Wrong { none, shift, scale, rate };

/// A check with what is known of it.
struct Claim {
  std::string name;
  std::string check;  // the body of its table in TOML
  bool holds = true;
  Wrong mutant = Wrong::none;
  double power = 0;       // wanted share of runs with 4000 replicates that confirm it
  std::string open = "";  // why 4000 replicates cannot decide it
};

/// Something wrong with a whole study while its predictions stay as they are.
struct Mutant {
  std::string name;
  std::function<void(Plan&)> apply;
  double power = 0;  // wanted share of runs with 4000 replicates that are refuted
};

/// A study whose truths are known.
struct Design {
  std::string name;
  std::string study;  // in TOML, without seed, replicates and checks
  std::vector<Claim> claims = {};
  double power = 0;  // wanted share of runs with 4000 replicates of which every check is confirmed
  std::vector<Mutant> mutants = {};

  Claim& holds(std::string claim, std::string check, Wrong mutant = Wrong::none) {
    return claims.emplace_back(Claim{std::move(claim), std::move(check), true, mutant});
  }
  Claim& fails(std::string claim, std::string check) {
    return claims.emplace_back(Claim{std::move(claim), std::move(check), false});
  }
};

/// The TOML of a check: `estimate`, one of its series ("" for all), a measure, and the rest as it stands.
std::string check_of(const std::string& estimate, const std::string& series, const std::string& measure,
                     const std::string& rest);
/// The same at one n of the sample `x`.
std::string check_at(std::int64_t n, const std::string& estimate, const std::string& series,
                     const std::string& measure, const std::string& rest);
/// The shortest text from which TOML reads the same number.
std::string number(double x);

std::vector<Design> entropy_designs();
std::vector<Design> rare_designs();
std::vector<Design> failure_designs();
std::vector<Design> skewed_designs();
std::vector<Design> coverage_designs();
std::vector<Design> spread_designs();
std::vector<Design> slope_designs();
std::vector<Design> many_designs();
/// All of them, in this order.
std::vector<Design> all_designs();
/// The one of that name.
Design design_named(const std::string& name);

}  // namespace plim::verdicts
