# generated/version.cpp holds version and commit; checked at every build, rewritten only when it changed.

add_custom_target(spondyl_version
  COMMAND ${CMAKE_COMMAND}
          -D source=${PROJECT_SOURCE_DIR}
          -D version=${PROJECT_VERSION}
          -D output=${PROJECT_BINARY_DIR}/generated/version.cpp
          -P ${PROJECT_SOURCE_DIR}/cmake/write_version.cmake
  BYPRODUCTS ${PROJECT_BINARY_DIR}/generated/version.cpp
  COMMENT "Checking the git commit"
  VERBATIM)
add_dependencies(spondyl_core spondyl_version)
