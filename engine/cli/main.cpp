#include "cli/commands.hpp"
#include "cli/interrupt.hpp"

int main(int argc, char** argv) {
  spondyl::cli::shield_library_threads(argv);
  return spondyl::cli::run_program(argc, argv);
}
