# Writes ${output} from engine/core/version.cpp.in with ${version} and the commit of ${source} ("unknown" without git).

set(commit unknown)
if(EXISTS ${source}/.git)
  # Optional locks would collide with a commit being made while the build runs.
  execute_process(
    COMMAND git -c safe.directory=${source} --no-optional-locks describe --always --dirty --abbrev=12 --match=
    WORKING_DIRECTORY ${source}
    OUTPUT_VARIABLE described
    RESULT_VARIABLE failed
    ERROR_QUIET
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT failed AND described)
    set(commit ${described})
  endif()
endif()
configure_file(${source}/engine/core/version.cpp.in ${output} @ONLY)
