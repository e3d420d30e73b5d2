#include "cli/commands.hpp"
#include "cli/hand_over.hpp"
#include "cli/interrupt.hpp"

int main(int argc, char** argv) {
  if (const auto status = spondyl::cli::hand_over(argc, argv))
    return *status;
  spondyl::cli::shield_library_threads(argv);
  return spondyl::cli::run_program(argc, argv);
}
