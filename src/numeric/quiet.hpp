#pragma once
#include <boost/math/policies/policy.hpp>

namespace plim::special {

namespace bp = boost::math::policies;

/// Boost.Math as plim uses it: values outside a domain give NaN or an infinity, never an exception.
using Quiet = bp::policy<bp::domain_error<bp::ignore_error>, bp::pole_error<bp::ignore_error>,
                         bp::overflow_error<bp::ignore_error>, bp::underflow_error<bp::ignore_error>,
                         bp::denorm_error<bp::ignore_error>, bp::evaluation_error<bp::ignore_error>,
                         bp::promote_double<false>>;

}  // namespace plim::special
