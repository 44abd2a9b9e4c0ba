#include "plim/grammar/parse.hpp"

#include <algorithm>

#include "forms.hpp"
#include "plim/core/suggest.hpp"
#include "tables.hpp"

namespace plim {
namespace {

// The parts of the output that may be kept.
constexpr const char *kept_estimates = "estimates", *kept_blocks = "blocks";

/// The columns of the populations of the samples that an estimate is on, by their names in the study, and in
/// the file.
std::vector<std::pair<std::string, std::string>> columns_under(const EstimateSpec& estimate,
                                                               const StudySpec& spec) {
  const auto has = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  std::vector<std::pair<std::string, std::string>> columns;
  for (const PopulationSpec& population : spec.populations) {
    const bool is_under =
        std::any_of(spec.samples.begin(), spec.samples.end(), [&](const SampleSpec& sample) {
          return has(estimate.on, sample.name) && has(sample.from, population.name);
        });
    if (is_under) columns.insert(columns.end(), population.columns.begin(), population.columns.end());
  }
  return columns;
}

/// Says which columns there are beside one that is not among them.
void report_unknown_column(const TermSpec& term, const std::string& key,
                           const std::vector<std::pair<std::string, std::string>>& columns, Faults& faults) {
  std::string all, meant;
  std::vector<std::string> names;
  for (const auto& [name, column] : columns) {
    if (name.empty()) return;  // they are faulty themselves
    names.push_back(name);
    all += (all.empty() ? "" : ", ") + name;
    if (column == term.name) meant = name;
  }
  faults.add(term.where, key, "unknown column \"" + term.name + "\"; the rows have " + all,
             meant.empty() ? suggest(term.name, names) : meant);
}

/// The populations, or columns of one, that estimands are about.
void check_reference_laws(const StudySpec& spec, const Catalogue& catalogue, Faults& faults) {
  for (const EstimateSpec& estimate : spec.estimates) {
    const std::shared_ptr<const Estimand> form = catalogue.find_estimand(estimate.of);
    if (form == nullptr || form->about != ArgumentKind::population) continue;
    std::vector<std::string> known = names_of(spec.populations);
    for (const PopulationSpec& population : spec.populations) {
      for (const auto& column : population.columns) known.push_back(column.first);
    }
    const std::string key = "estimate." + estimate.name + ".of";
    const auto columns = columns_under(estimate, spec);
    for (const TermSpec& t : estimate.arguments.about) {
      if (std::find(known.begin(), known.end(), t.name) != known.end()) continue;
      if (columns.empty()) {
        report_unknown(faults, t.where, key, "population", t.name, known);
      } else {
        report_unknown_column(t, key, columns, faults);
      }
    }
  }
}

/// The population that a sample is held against: "population" is its own, and never another of that name.
void check_claim(const StudySpec& spec, const CheckSpec& check, Faults& faults) {
  const std::string key = "check." + check.name + "." + check.verb;
  std::vector<std::string> names = names_of(spec.populations);
  const auto is_named = [&names](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (check.target.kind != TargetSpec::Kind::population) {
    if (is_named("population"))
      faults.add(check.target.where, key,
                 "\"population\" is the sample's own and the name of another; give that one another name");
  } else if (!is_named(check.target.text)) {
    names.emplace_back("population");
    report_unknown(faults, check.target.where, key, "population", check.target.text, names);
  }
}

}  // namespace

std::vector<std::string> names_of_kind(const StudySpec& study, std::string_view kind) {
  for (const TableKey<StudySpec>& key : root_keys()) {
    if (key.field.name == kind) return key.form.names(study);
  }
  return {};
}

StudySpec parse_study(const Node& root, const Catalogue& catalogue, Faults& faults) {
  StudySpec spec;
  TableReader table(root, {root.where.file, 1, 1}, "study file", faults);
  read_keys({table, catalogue, faults}, root_keys(), spec);
  table.finish();
  for (const TableKey<StudySpec>& key : root_keys()) {
    if (key.form.check_references) key.form.check_references(key.field, spec, faults);
  }
  check_reference_laws(spec, catalogue, faults);
  for (const CheckSpec& check : spec.checks) {
    if (check.of_sample) check_claim(spec, check, faults);
  }
  return spec;
}

Form<StudySpec> keep_form() {
  return {[](Reading& r, const Field& f, StudySpec& study) {
            for (const std::string& name : r.table.names(f)) {
              if (name == kept_estimates) {
                study.keep_estimates = true;
              } else if (name == kept_blocks) {
                study.keep_blocks = true;
              } else {
                report_unknown(r.faults, r.table.where(), r.table.path_of(f.name), "part of the output", name,
                               {kept_estimates, kept_blocks});
              }
            }
          },
          [](const Field& f, const StudySpec& study) -> Entries {
            std::vector<std::string> parts;
            if (study.keep_estimates) parts.emplace_back(kept_estimates);
            if (study.keep_blocks) parts.emplace_back(kept_blocks);
            if (parts.empty()) return {};
            return {{f.name, written(parts)}};
          }};
}

Form<VerdictSpec> looks_form() {
  return {[](Reading& r, const Field& f, VerdictSpec& verdict) {
            const Node* node = r.table.take(f.name);
            if (node == nullptr) return;
            std::vector<std::uint64_t>& looks = verdict.looks;
            const Node::Array* array = node->array();
            for (const Node& item : array != nullptr ? *array : Node::Array{}) {
              const std::int64_t* look = item.integer();
              const bool ascends = look != nullptr && *look > 0 &&
                                   (looks.empty() || *look > static_cast<std::int64_t>(looks.back()));
              if (!ascends) return r.table.fault(item.where, f.name, "must ascend: positive integers");
              looks.push_back(static_cast<std::uint64_t>(*look));
            }
            if (looks.empty()) r.table.fault(node->where, f.name, "must list numbers of replicates");
          },
          [](const Field& f, const VerdictSpec& verdict) -> Entries {
            if (verdict.looks.empty()) return {};
            return {{f.name, written(verdict.looks)}};
          }};
}

Form<StudySpec> time_form() {
  return {[](Reading& r, const Field& f, StudySpec& study) {
            const Node* node = r.table.take(f.name);
            if (node == nullptr) return;
            TableReader table(*node, node->where, f.name, r.faults);
            read_keys({table, r.catalogue, r.faults}, time_keys(), study.time);
            table.finish();
            const std::vector<std::string> known = names_of(study.estimates);
            for (const std::string& name : study.time.estimates) {
              if (std::find(known.begin(), known.end(), name) == known.end())
                report_unknown(r.faults, node->where, "time.estimates", "estimate", name, known);
            }
          },
          [](const Field& f, const StudySpec& study) -> Entries {
            if (study.time.estimates.empty()) return {};
            return {{f.name, lines(written(time_keys(), study.time))}};
          }};
}

}  // namespace plim
