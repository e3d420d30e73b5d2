#include "view/program.hpp"

int main(int argc, char** argv) { return spondyl::view::run_program(argc, argv); }
