# cmake --build build/release --target tidy: the checks of .clang-tidy over engine/ and tests/; takes minutes.

find_program(RUN_CLANG_TIDY run-clang-tidy)
if(RUN_CLANG_TIDY)
  add_custom_target(tidy
    COMMAND ${RUN_CLANG_TIDY} -quiet -p ${PROJECT_BINARY_DIR} "${PROJECT_SOURCE_DIR}/(engine|tests)/.*"
    USES_TERMINAL
    VERBATIM)
endif()
