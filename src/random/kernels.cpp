#include "plim/random/kernels.hpp"

#include "plim/random/isa.hpp"

namespace plim {

namespace v2 {
extern const RandomKernels kernels;
}
namespace v3 {
extern const RandomKernels kernels;
}
namespace v4 {
extern const RandomKernels kernels;
}

const RandomKernels& random_kernels() {
  switch (active_isa()) {
    case Isa::v4: return v4::kernels;
    case Isa::v3: return v3::kernels;
    case Isa::v2: break;
  }
  return v2::kernels;
}

}  // namespace plim
