#include "plim/views/count_kernels.hpp"

#include "plim/random/isa.hpp"

namespace plim {

namespace v2 {
extern const CountKernels count_kernels;
}
namespace v3 {
extern const CountKernels count_kernels;
}
namespace v4 {
extern const CountKernels count_kernels;
}

const CountKernels& count_kernels() {
  switch (active_isa()) {
    case Isa::v4: return v4::count_kernels;
    case Isa::v3: return v3::count_kernels;
    case Isa::v2: break;
  }
  return v2::count_kernels;
}

}  // namespace plim
