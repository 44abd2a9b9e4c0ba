#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "commands.hpp"
#include "estimates.hpp"
#include "plim/study/data_study.hpp"

namespace plim::cli {

/// The classes' names, or the numbers that they are; "unseen 1", ... for those beyond the data; empty if they
/// have neither.
Words class_names(const DataPopulation& data);

/// Calls the probabilities of classes by the names of the classes.
void name_probabilities(std::vector<SampleEstimate>& estimates, const DataPopulation& data);

/// Calls the coordinates of points by the names of their columns, mean[0] mean[COLUMN].
void name_coordinates(std::vector<SampleEstimate>& estimates, const DataPopulation& data);

/// Of which class p is the probability, if a Bernoulli law is fitted to two names; else "".
std::string class_of_p(const DataQuestion& question, const DataPopulation& data);

/// True if what is asked goes by classes, and not by numbers.
bool is_about_classes(const DataQuestion& question, const Catalogue& catalogue);

/// True if an estimator without a model counts classes, though others may not.
bool counts_classes(const DataQuestion& question, const Catalogue& catalogue);

/// One line each: of which class p is, real numbers that are counted as classes, reasons.
void print_data_notes(std::ostream& out, const std::vector<SampleEstimate>& estimates,
                      const DataQuestion& question, const Catalogue& catalogue, const DataPopulation& data);

}  // namespace plim::cli
