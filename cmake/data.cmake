# Where study looks for models/ and scenes/: beside the installed program first, in the source tree otherwise.

file(RELATIVE_PATH spondyl_installed_data
     /prefix/${CMAKE_INSTALL_BINDIR} /prefix/${CMAKE_INSTALL_DATADIR}/spondyl)

get_target_property(type spondyl_study TYPE)
if(NOT type STREQUAL "INTERFACE_LIBRARY")
  target_compile_definitions(spondyl_study PRIVATE
    SPONDYL_SOURCE_DATA_DIR="${PROJECT_SOURCE_DIR}"
    SPONDYL_INSTALL_DATA_DIR="${spondyl_installed_data}") # relative to the folder of the executable
endif()
