#pragma once
#include "keys.hpp"

namespace plim {

// The forms of keys that are more than a name, a number or a word of a few: each with its reading and its
// writing in the file of its kind.
Form<PopulationSpec> law_form();
Form<PopulationSpec> draw_form();
Form<PopulationSpec> cluster_form();
Form<PopulationSpec> column_form();
Form<PopulationSpec> field_form();
/// A word of a format of data.
Form<PopulationSpec> format_form(const FormatKey& key);
Form<PopulationSpec> columns_form();
Form<PopulationSpec> factor_names_form();
Form<PopulationSpec> factor_levels_form();
Form<PopulationSpec> joint_table_form();
Form<SampleSpec> sizes_form();
Form<ModelSpec> likelihood_form();
Form<ModelSpec> smoothing_form();
Form<ModelSpec> priors_form();
Form<EstimateSpec> estimand_form();
Form<EstimateSpec> unit_form();
Form<EstimateSpec> interval_form();
Form<EstimateSpec> uses_form();
Form<IntervalSpec> level_form();
Form<IntervalSpec> method_form();
Form<UseSpec> label_form();
Form<CheckSpec> measure_form();
Form<CheckSpec> verb_form();
Form<CheckSpec> at_form();
Form<CheckSpec> margin_form();
/// A part of a margin, at most `most`.
Form<MarginSpec> margin_part(std::optional<double> MarginSpec::*part, double most);
Form<CheckSpec> expect_form();
Form<VerdictSpec> looks_form();
Form<StudySpec> keep_form();
Form<StudySpec> measures_form();
Form<StudySpec> time_form();
Form<StudySpec> solve_to_come();

/// "{ law = ..., its parameters }".
std::string written(const PriorSpec& law);

}  // namespace plim
