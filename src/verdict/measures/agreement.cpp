#include "measures.hpp"

namespace plim {

// What two series have in common replicate by replicate: checks alone ask it.
const Measure identity_measure = {.name = "identity",
                                  .long_name = "two series agree in every replicate",
                                  .agreement = Agreement::identical};

const Measure max_abs_difference_measure = {.name = "max_abs_difference",
                                            .long_name = "largest distance of two series in any replicate",
                                            .agreement = Agreement::largest_difference};

}  // namespace plim
