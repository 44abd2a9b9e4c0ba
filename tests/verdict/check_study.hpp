#pragma once
#include <string>

// A study whose checks are put to entropies of four classes at three sizes.
namespace plim::test::check_study {

inline const std::string law = "law = \"categorical\"\nweights = [4, 3, 2, 1]";
inline const std::string sizes = "n = { grid = [16, 64, 256] }";
inline const std::string entropy =
    "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\n";

inline std::string check(const std::string& rest, const std::string& name = "c") {
  return "[check." + name + "]\nestimate = \"H\"\n" + rest + "\n";
}

}  // namespace plim::test::check_study
