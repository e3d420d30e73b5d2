#include <vtk_glew.h>  // before all other OpenGL

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "study/data_dir.hpp"
#include "study/parameter_file.hpp"
#include "view/render.hpp"
#include "view/state_folder.hpp"
#include "view/window.hpp"
#include "view/workbench.hpp"

namespace spondyl::view {
namespace {

constexpr double idle_seconds = 0.1;  // between frames when nothing happens

std::string last_glfw_error;

/// The window and its context; the first to come and the last to go.
class GlfwWindow {
 public:
  GlfwWindow(int width, int height) {
    glfwSetErrorCallback([](int, const char* text) { last_glfw_error = text; });
    if (!glfwInit())
      throw core::Error(core::ErrorCode::io, {}, "no display (" + last_glfw_error + ")", "a screen for the window",
                        "'spondyl render' draws without one");
    int left = 0, top = 0, most_width = width, most_height = height;
    if (GLFWmonitor* screen = glfwGetPrimaryMonitor())
      glfwGetMonitorWorkarea(screen, &left, &top, &most_width, &most_height);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    window_ = glfwCreateWindow(std::min(width, most_width), std::min(height, most_height), "Spondyl", nullptr, nullptr);
    if (!window_) {
      glfwTerminate();
      throw core::Error(core::ErrorCode::io, {}, "no window (" + last_glfw_error + ")", "OpenGL 3.2 or newer",
                        "LIBGL_ALWAYS_SOFTWARE=1 chooses Mesa's own");
    }
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
  }
  ~GlfwWindow() {
    glfwDestroyWindow(window_);
    glfwTerminate();
  }
  GlfwWindow(const GlfwWindow&) = delete;
  GlfwWindow& operator=(const GlfwWindow&) = delete;

  GLFWwindow* get() { return window_; }

 private:
  GLFWwindow* window_ = nullptr;
};

/// ImGui's part of the window's events.
class GlfwInput {
 public:
  explicit GlfwInput(GlfwWindow& window) { ImGui_ImplGlfw_InitForOpenGL(window.get(), true); }
  ~GlfwInput() { ImGui_ImplGlfw_Shutdown(); }
  GlfwInput(const GlfwInput&) = delete;
  GlfwInput& operator=(const GlfwInput&) = delete;
};

bool is_software() {
  const std::string renderer = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  return renderer.find("llvmpipe") != std::string::npos || renderer.find("softpipe") != std::string::npos;
}

void swap(GlfwWindow& window, Workbench& workbench) {
  int width = 0, height = 0;
  glfwGetFramebufferSize(window.get(), &width, &height);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glViewport(0, 0, width, height);
  glDisable(GL_SCISSOR_TEST);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (workbench.wants_frame())
    workbench.save_picture({width, height, read_pixels(width, height)});
  glfwSwapBuffers(window.get());
}

/// The document's title in the window's frame.
void put_title(GlfwWindow& window, const Document& document, std::string& shown) {
  if (const std::string title = document.title(); title != shown) {
    glfwSetWindowTitle(window.get(), (title + " - Spondyl").c_str());
    shown = title;
  }
}

void say_speed(const std::string& title, std::vector<double> frames) {
  if (frames.empty())
    return;
  std::sort(frames.begin(), frames.end());
  const double median = frames[frames.size() / 2];
  std::fprintf(stderr, "spondyl: %s: %zu frames, median %.1f ms (%.0f per second), longest %.1f ms\n", title.c_str(),
               frames.size(), 1000 * median, 1 / median, 1000 * frames.back());
}

}  // namespace

int view(const ViewArguments& arguments) {
  // First what can be refused without a display.
  core::ParameterTable declared = study::read_parameters(study::find_data_dir() / "models");
  Document document = document_of(arguments.opening, declared);
  const Layout left = LayoutFile(state_folder()).layout();
  GlfwWindow window(left.width, left.height);
  float scale = 1;
  glfwGetWindowContentScale(window.get(), &scale, nullptr);
  Canvas functions;  // loads OpenGL's functions before ImGui and the picture want them
  Gui gui(15 * scale);
  ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  const GlfwInput input(window);
  WorkbenchSetup setup{std::move(declared),
                       std::move(document),
                       make_study_answerer(arguments.threads),
                       state_folder(),
                       is_software() ? Quality::adaptive : Quality::fine,
                       arguments.threads,
                       arguments.n_people};
  setup.ring = glfwPostEmptyEvent;
  setup.mode = arguments.mode;
  Workbench workbench(std::move(setup));
  glfwSetWindowUserPointer(window.get(), &workbench);
  glfwSetWindowCloseCallback(window.get(), [](GLFWwindow* w) {
    static_cast<Workbench*>(glfwGetWindowUserPointer(w))->ask_to_close();
    glfwSetWindowShouldClose(w, GLFW_FALSE);
  });
  glfwSetDropCallback(window.get(), [](GLFWwindow* w, int, const char** paths) {
    static_cast<Workbench*>(glfwGetWindowUserPointer(w))->ask_to_open(paths[0]);
  });

  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  auto last = start;
  std::vector<double> frames;
  std::string title;
  while (!workbench.is_closed()) {
    workbench.is_busy() ? glfwPollEvents() : glfwWaitEventsTimeout(idle_seconds);
    const auto begin = Clock::now();
    gui.set_text_pixels(15 * scale * workbench.view_state().text_scale);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    workbench.frame(gui, std::chrono::duration<double>(begin - last).count());
    ImGui::Render();
    put_title(window, workbench.document(), title);
    swap(window, workbench);
    last = begin;
    frames.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
    if (arguments.seconds > 0 && std::chrono::duration<double>(begin - start).count() > arguments.seconds)
      break;
  }
  if (arguments.seconds > 0)
    say_speed(title, std::move(frames));
  return 0;
}

}  // namespace spondyl::view
