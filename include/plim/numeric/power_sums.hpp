#pragma once

namespace plim {

/// sum over the integers k = from .. to of k^-a (ln k)^j, to about 1e-14 relative: the first terms one by
/// one, the rest by Euler and Maclaurin's formula; any real a, j = 0 .. 2, 1 <= from; 0 if to < from. O(1) in
/// to - from, which may be infinite if a > 1.
double power_sum(double from, double to, double a, int j = 0);

/// sum of (k / from)^-a, k = from .. to, in the same way, where k^-a itself would underflow.
double power_sum_over_first(double from, double to, double a);

}  // namespace plim
