#include "plim/cli/main.hpp"

int main(int argc, char** argv) { return plim::run_main(argc, argv, plim::standard_catalogue); }
