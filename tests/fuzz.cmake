# A coverage-guided search for scenes and parameter studies that their readers do not survive (CONTRIBUTING.md). libFuzzer
# is Clang's: the readers are compiled by it, all else comes from the libraries.

find_program(CLANGXX NAMES clang++-14 clang++ REQUIRED)
execute_process(COMMAND ${CLANGXX} -print-file-name=libclang_rt.fuzzer-${CMAKE_SYSTEM_PROCESSOR}.a
                OUTPUT_VARIABLE libfuzzer OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT EXISTS "${libfuzzer}")
  message(FATAL_ERROR "${CLANGXX} has no libFuzzer: install libclang-rt-14-dev")
endif()

set(include_paths ${spondyl_below_sweep} sweep)
list(TRANSFORM include_paths PREPEND -I${PROJECT_BINARY_DIR}/include/)
set(objects)
foreach(source tests/fuzz/fuzz_files engine/study/toml_table engine/study/scene engine/study/operation_reader
        engine/sweep/study_file engine/sweep/axis_reader engine/sweep/csv)
  set(object ${CMAKE_CURRENT_BINARY_DIR}/${source}.fuzz.o)
  get_filename_component(folder ${object} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${object}
    COMMAND ${CLANGXX} -std=c++20 -O1 -g -fsanitize=fuzzer-no-link,undefined -fsanitize-trap=undefined
            -D_GLIBCXX_ASSERTIONS -DTOML_HEADER_ONLY=0 -DTOML_SHARED_LIB=1
            -DSPONDYL_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\" ${spondyl_machine}
            ${include_paths}
            -isystem ${EIGEN3_INCLUDE_DIRS} -MD -MF ${object}.d
            -c ${PROJECT_SOURCE_DIR}/${source}.cpp -o ${object}
    DEPENDS ${PROJECT_SOURCE_DIR}/${source}.cpp
    DEPFILE ${object}.d
    COMMAND_EXPAND_LISTS VERBATIM)
  list(APPEND objects ${object})
endforeach()
add_executable(fuzz_files ${objects})
set_target_properties(fuzz_files PROPERTIES LINKER_LANGUAGE CXX RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
target_link_libraries(fuzz_files PRIVATE spondyl_sweep ${libfuzzer})

# The same texts in every clean checkout, from the scenes that ship; what is found on the way is kept for the next run.
set(corpus ${CMAKE_CURRENT_BINARY_DIR}/fuzz_corpus)
file(MAKE_DIRECTORY ${corpus})
add_test(NAME fuzz_files
         COMMAND fuzz_files -seed=1 -runs=500000 -timeout=10 -rss_limit_mb=1024 -max_len=4096 -verbosity=0
                 -artifact_prefix=${CMAKE_CURRENT_BINARY_DIR}/fuzz_ ${corpus} ${PROJECT_SOURCE_DIR}/scenes ${PROJECT_SOURCE_DIR}/scenes/sweeps)
set_tests_properties(fuzz_files PROPERTIES LABELS "sweep;regression" TIMEOUT 300)
