# Binds every symbol at start and asks the loader which library answers CHOLMOD's matrix product and triangular solve.

execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C LD_BIND_NOW=1 LD_DEBUG=bindings ${program} --version
                OUTPUT_QUIET ERROR_VARIABLE bindings COMMAND_ERROR_IS_FATAL ANY)
foreach(routine dgemm_ dtrsm_ dsyrk_)
  if(NOT bindings MATCHES "binding file [^\n]*libcholmod[^\n]* to ([^\n]*): normal symbol `${routine}'")
    message(FATAL_ERROR "the loader reports no ${routine} for CHOLMOD")
  endif()
  if(NOT CMAKE_MATCH_1 MATCHES "openblas")
    message(FATAL_ERROR "CHOLMOD calls ${routine} of ${CMAKE_MATCH_1}, which is not OpenBLAS")
  endif()
endforeach()
