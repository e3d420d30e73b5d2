#include "cli/commands.hpp"

int main(int argc, char** argv) { return spondyl::cli::run_program(argc, argv); }
