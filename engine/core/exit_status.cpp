#include "core/exit_status.hpp"

#include <exception>
#include <iostream>
#include <new>

#include "core/error.hpp"

namespace spondyl::core {

int exit_status_of(const std::function<int()>& program, std::string_view saving) {
  try {
    return program();
  } catch (const Error& error) {
    std::cerr << "spondyl: " << error.what() << '\n';
    return error.code() == ErrorCode::internal ? exit_failed : exit_bad_input;
  } catch (const std::bad_alloc&) {
    std::cerr << "spondyl: not enough memory; try " << saving << '\n';
  } catch (const std::exception& error) {
    std::cerr << "spondyl: internal error: " << error.what() << '\n';
  }
  return exit_failed;
}

int written(const std::function<void()>& write) {
  try {
    write();
    return exit_done;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::io)
      throw;
    std::cerr << "spondyl: " << error.what() << '\n';
    return exit_failed;
  }
}

}  // namespace spondyl::core
