// Which BLAS the sparse solver gets. CHOLMOD asks for the symbols below by name and the loader searches the program's
// libraries in the order RTLD_DEFAULT stands for; the reference BLAS would be correct and an order of magnitude slower.

#include <dlfcn.h>

#include <catch2/catch.hpp>
#include <string>

TEST_CASE("OpenBLAS answers CHOLMOD's calls", "[fem][unit]") {
  for (const char* routine : {"dgemm_", "dtrsm_", "dsyrk_", "dpotrf_"}) {
    Dl_info found{};
    REQUIRE(dladdr(dlsym(RTLD_DEFAULT, routine), &found) != 0);
    CAPTURE(routine, found.dli_fname);
    CHECK(std::string(found.dli_fname).find("openblas") != std::string::npos);
  }
}
