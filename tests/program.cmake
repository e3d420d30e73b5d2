# What only the finished program can show.

if(NOT TARGET spondyl)
  return()
endif()

# For clusters: nothing that opens a window is linked, not even indirectly.
add_test(NAME no_window_library
         COMMAND ${CMAKE_COMMAND} -D program=$<TARGET_FILE:spondyl>
                 -P ${CMAKE_CURRENT_SOURCE_DIR}/cli/no_window_library.cmake)

# The installed tree works by itself.
add_test(NAME installed_program_runs
         COMMAND ${CMAKE_COMMAND} -D build=${PROJECT_BINARY_DIR} -D version=${PROJECT_VERSION}
                 -D bin=${CMAKE_INSTALL_BINDIR} -D data=${CMAKE_INSTALL_DATADIR}/spondyl
                 -P ${CMAKE_CURRENT_SOURCE_DIR}/cli/installed_program_runs.cmake)

set_tests_properties(no_window_library installed_program_runs PROPERTIES LABELS cli TIMEOUT 120)

# A parameter study under a real Slurm on this machine.
add_test(NAME slurm_array
         COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/sweep/slurm.sh $<TARGET_FILE:spondyl> ${PROJECT_SOURCE_DIR})
set_tests_properties(slurm_array PROPERTIES LABELS "sweep;regression" TIMEOUT 900 SKIP_RETURN_CODE 77 RUN_SERIAL TRUE)
# The real window, on a screen that nobody sees.
if(TARGET spondyl-view)
  find_program(XVFB_RUN xvfb-run REQUIRED)
  add_test(NAME window_opens
           COMMAND ${XVFB_RUN} -a -s "-screen 0 1280x800x24" $<TARGET_FILE:spondyl> view --seconds 3)
  set_tests_properties(window_opens PROPERTIES PASS_REGULAR_EXPRESSION "frames, median" LABELS view TIMEOUT 120)
  # A session with mouse and keyboard; the places of controls are asked of the same window drawn beside it.
  find_program(XDOTOOL xdotool REQUIRED)
  add_test(NAME window_is_driven
           COMMAND ${XVFB_RUN} -a -s "-screen 0 1280x800x24 -noreset" ${CMAKE_CURRENT_SOURCE_DIR}/view/drive_window.sh
                   $<TARGET_FILE:spondyl> $<TARGET_FILE:draw_window> ${PROJECT_SOURCE_DIR})
  set_tests_properties(window_is_driven PROPERTIES LABELS "view;ui" TIMEOUT 600 RUN_SERIAL TRUE)
endif()
