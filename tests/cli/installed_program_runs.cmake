set(prefix ${build}/tests/installed)
file(REMOVE_RECURSE ${prefix})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${build} --prefix ${prefix} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND ${prefix}/${bin}/spondyl --version OUTPUT_VARIABLE printed COMMAND_ERROR_IS_FATAL ANY)
if(NOT printed MATCHES "${version}")
  message(FATAL_ERROR "spondyl --version printed \"${printed}\", which lacks ${version}")
endif()
file(GLOB models ${prefix}/${data}/models/*.toml)
file(GLOB schemas ${prefix}/${data}/*.schema.json)
if(NOT models OR NOT schemas)
  message(FATAL_ERROR "the installed ${data} lacks models/*.toml or the result schema")
endif()

# Its parameters come from the installed files, which a foreign folder shows best.
execute_process(COMMAND ${prefix}/${bin}/spondyl params WORKING_DIRECTORY / OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${prefix})
