#pragma once
#include <gtest/gtest.h>

#include "plim/core/error.hpp"

namespace plim::test {

/// The message by which `read` refuses its data; empty where it does not.
template <class Read>
std::string data_refusal(Read read) {
  try {
    read();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::data);
    return error.what();
  }
  return "";
}

}  // namespace plim::test
