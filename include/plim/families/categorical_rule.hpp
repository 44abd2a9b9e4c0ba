#pragma once
#include <string>

#include "plim/families/categorical.hpp"

namespace plim {

/// The classes whose probabilities are as exp of `log_weights: [K]`, of which the first is 0 and none is
/// larger. Refuses a class whose probability no number holds to full precision (below 2.2e-308): it would
/// never be drawn, and the truths would be those of another law. `key` is the rule's, for the message.
Outcome<Categorical> classes_by_rule(const std::vector<double>& log_weights, const std::string& key,
                                     double value, const std::string& remedy);

/// The information about one parameter on which ln p_k depends by `slopes: [K]`: their variance.
FisherInformation information_by_rule(const Categorical& law, const std::string& parameter,
                                      const std::vector<double>& slopes);

/// K as the parameter of a rule.
Parameter number_of_classes();

}  // namespace plim
