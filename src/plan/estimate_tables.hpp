#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "plim/estimators/table.hpp"
#include "plim/plan/planner.hpp"

namespace plim {

/// A csv of estimates that were made elsewhere, and the SHA-256 of the file.
struct ReadTable {
  std::shared_ptr<const EstimateTable> table;
  std::string sha256;
};

/// The tables that a study uses, each read when it is first asked for.
class EstimateTables {
 public:
  EstimateTables(std::filesystem::path directory, bool may_lack)
      : directory_(std::move(directory)), may_lack_(may_lack) {}

  /// Throws Error(no_input) if there is no file, unless it may lack, and Error(data) with its line.
  const ReadTable& operator()(const UseSpec& use);
  /// Throws Error(data), with the line, if a table has a row of no sample of the plan; notes rows beyond its
  /// replicates. Adds what identifies the files to the plan.
  void check(Plan& plan) const;

 private:
  std::filesystem::path path_of(const std::string& written) const { return directory_ / written; }

  std::filesystem::path directory_;
  bool may_lack_;
  std::map<std::pair<std::string, std::string>, ReadTable> tables_;  // by path and column
};

/// The estimator that looks up what a table holds of a scenario.
Outcome<AnyEstimator> bind_table(const ReadTable& read, const UseSpec& use, const Knowns& knowns,
                                 std::uint64_t scenario, double unit_factor);

}  // namespace plim
