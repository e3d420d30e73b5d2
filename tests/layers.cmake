# The layer rule, tested: from a layer, its own headers and those of all layers below are found, those of any other
# layer are not. Each test runs the preprocessor on one generated file with the include path of the layer's target.

function(spondyl_include_test name from header)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/includes/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n" @ONLY)
  add_test(NAME ${name}
    COMMAND ${CMAKE_CXX_COMPILER} -std=c++20 -E -o /dev/null
            "-I$<JOIN:$<TARGET_PROPERTY:spondyl_${from},INTERFACE_INCLUDE_DIRECTORIES>,;-I>" ${source}
    COMMAND_EXPAND_LISTS)
  set_tests_properties(${name} PROPERTIES LABELS layers TIMEOUT 60 ENVIRONMENT LC_ALL=C)
endfunction()

set(generated "")
foreach(layer ${spondyl_layers})
  file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/engine/${layer}/*.hpp)
  if(headers)
    list(GET headers 0 header)
    cmake_path(GET header FILENAME header)
    foreach(other ${spondyl_layers})
      if(other STREQUAL layer OR layer IN_LIST spondyl_below_${other})
        spondyl_include_test(${other}_can_include_${layer} ${other} ${layer}/${header})
      else()
        spondyl_include_test(${other}_cannot_include_${layer} ${other} ${layer}/${header})
        set_tests_properties(${other}_cannot_include_${layer} PROPERTIES
          PASS_REGULAR_EXPRESSION "fatal error: ${layer}/${header}: No such file or directory")
      endif()
    endforeach()

    # Every header alone, with the flags of its layer.
    set(sources "")
    foreach(header ${headers})
      cmake_path(GET header STEM stem)
      set(source ${CMAKE_CURRENT_BINARY_DIR}/headers/${layer}/${stem}.cpp)
      file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${layer}/${stem}.hpp\"\n" @ONLY)
      list(APPEND sources ${source})
    endforeach()
    add_library(headers_of_${layer} OBJECT EXCLUDE_FROM_ALL ${sources})
    target_link_libraries(headers_of_${layer} PRIVATE spondyl_${layer})
    spondyl_compile_flags(headers_of_${layer})
    list(APPEND generated headers_of_${layer})
  endif()
endforeach()

add_custom_target(headers_compile_alone DEPENDS ${generated})
add_test(NAME headers_compile_alone
         COMMAND ${CMAKE_COMMAND} --build ${PROJECT_BINARY_DIR} --target headers_compile_alone)
set_tests_properties(headers_compile_alone PROPERTIES LABELS layers TIMEOUT 1200)

# A path that climbs out of its layer would get round all this.
add_test(NAME includes_do_not_climb
         COMMAND grep -rnE "^ *# *include *[\"<](\\.\\./|engine/)" ${PROJECT_SOURCE_DIR}/engine)
set_tests_properties(includes_do_not_climb PROPERTIES LABELS layers TIMEOUT 60 WILL_FAIL TRUE)
