# What draws, and the program that `spondyl view` and `spondyl render` hand over to: clusters run `spondyl`, which links
# nothing of this.

set(spondyl_vtk_rendering CommonCore CommonDataModel CommonTransforms FiltersCore RenderingCore RenderingOpenGL2 IOImage
    glew)
find_package(VTK 9.1 REQUIRED COMPONENTS ${spondyl_vtk_rendering})
find_package(OpenGL REQUIRED COMPONENTS EGL)
find_package(glfw3 3.3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(IMGUI REQUIRED IMPORTED_TARGET imgui)
list(TRANSFORM spondyl_vtk_rendering PREPEND VTK::)

spondyl_layer_links(view PUBLIC CLI11::CLI11 ${spondyl_vtk_rendering} PkgConfig::IMGUI glfw OpenGL::EGL)
spondyl_layer_links(view PRIVATE tomlplusplus::tomlplusplus)

# Every target that renders asks for this, or VTK's factories hand out classes that cannot draw.
function(spondyl_renders target)
  vtk_module_autoinit(TARGETS ${target} MODULES ${spondyl_vtk_rendering})
endfunction()

spondyl_renders(spondyl_view)
add_executable(spondyl-view engine/view/main.cpp)
target_link_libraries(spondyl-view PRIVATE spondyl_view)
spondyl_compile_flags(spondyl-view)
spondyl_renders(spondyl-view)
