# Layers: one static library each, whose include path shows only itself and the layers below it.
#
#   build/<preset>/include/fem/fem -> engine/fem        -I build/<preset>/include/fem   gives   "fem/mesh.hpp"
#
# With engine/ itself on no include path, "spine/vertebra.hpp" does not resolve from fem.

set(spondyl_layers "" CACHE INTERNAL "from the lowest to the highest")

function(spondyl_layer layer)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "ABOVE" "")
  set(source ${PROJECT_SOURCE_DIR}/engine/${layer})
  set(root ${PROJECT_BINARY_DIR}/include/${layer})
  file(MAKE_DIRECTORY ${source} ${root})
  file(CREATE_LINK ${source} ${root}/${layer} SYMBOLIC)

  file(GLOB sources CONFIGURE_DEPENDS ${source}/*.cpp)
  list(REMOVE_ITEM sources ${source}/main.cpp)
  if(layer STREQUAL "core")
    list(APPEND sources ${PROJECT_BINARY_DIR}/generated/version.cpp)
  endif()

  set(target spondyl_${layer})
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
    spondyl_compile_flags(${target})
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} ${root})
  if(arg_ABOVE)
    target_link_libraries(${target} ${scope} spondyl_${arg_ABOVE})
  endif()
  set(spondyl_below_${layer} ${spondyl_below_${arg_ABOVE}} ${arg_ABOVE} CACHE INTERNAL "what ${layer} may include")
  set(spondyl_layers ${spondyl_layers} ${layer} CACHE INTERNAL "from the lowest to the highest")
endfunction()

# target_link_libraries for a layer that may not have a source file yet.
function(spondyl_layer_links layer scope)
  get_target_property(type spondyl_${layer} TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    set(scope INTERFACE)
  endif()
  target_link_libraries(spondyl_${layer} ${scope} ${ARGN})
endfunction()
