# Compiler flags of our own targets. Third-party headers are SYSTEM and stay out of -Werror.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, Debug or RelWithDebInfo" FORCE)
endif()

if(SPONDYL_NATIVE)
  set(spondyl_machine -march=native)
elseif(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  set(spondyl_machine -march=x86-64-v3) # AVX2 and FMA, since 2013; one set, hence one result
endif()

# Alignment of Eigen's types depends on the machine flags, so every target of ours gets the same ones.
function(spondyl_compile_flags target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wconversion -Werror
    -Wno-restrict # GCC 12 sees an overlap in "text" + std::string that is not there (GCC bug 105651)
    -Wno-psabi # vectors wider than the machine's are passed among our own objects only, all compiled alike
    ${spondyl_machine})
endfunction()
