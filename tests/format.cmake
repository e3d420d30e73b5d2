# Fails unless clang-format would leave every source file of engine/ and tests/ as it is.

file(GLOB_RECURSE sources ${root}/engine/*.cpp ${root}/engine/*.hpp ${root}/tests/*.cpp ${root}/tests/*.hpp)
execute_process(COMMAND ${clang_format} --dry-run -Werror ${sources} RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "to repair: ${clang_format} -i FILES")
endif()
