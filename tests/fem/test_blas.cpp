// Which BLAS the sparse solver gets. It asks for the symbols below by name and the loader searches the program's libraries
// in the order RTLD_DEFAULT stands for; the reference BLAS, which CHOLMOD brings along, would be correct and four times slower.

#include <dlfcn.h>

#include <catch2/catch.hpp>
#include <string>

#include "fem/cholesky.hpp"

using namespace spondyl;

TEST_CASE("OpenBLAS answers the calls of the factorization", "[fem][unit]") {
  fem::SparseMatrix identity(3, 3);
  identity.setIdentity();
  const fem::Elimination elimination(identity);  // or the linker would drop the libraries in question
  fem::Cholesky cholesky(elimination, 1);
  REQUIRE(cholesky.factorize(identity));

  for (const char* routine : {"dgemm_", "dtrsm_", "dsyrk_", "dpotrf_"}) {
    Dl_info found{};
    CAPTURE(routine);
    REQUIRE(dladdr(dlsym(RTLD_DEFAULT, routine), &found) != 0);
    CHECK_THAT(found.dli_fname, Catch::Contains("openblas"));
  }
}
