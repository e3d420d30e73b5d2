# cmake --install build/release --prefix DIR

if(TARGET spondyl)
  install(TARGETS spondyl)
endif()
if(TARGET spondyl-view)
  install(TARGETS spondyl-view)
endif()
foreach(data models scenes assets shaders)
  install(DIRECTORY ${data} DESTINATION ${CMAKE_INSTALL_DATADIR}/spondyl OPTIONAL)
endforeach()
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DATADIR}/spondyl OPTIONAL
        FILES_MATCHING PATTERN "*.schema.json")
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
