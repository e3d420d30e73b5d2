#include <vtk_glew.h>  // before all other OpenGL

#include "view/gui.hpp"

#include <backends/imgui_impl_opengl3.h>

#include <cmath>
#include <filesystem>
#include <string>

#include "core/error.hpp"
#include "view/palette.hpp"

namespace spondyl::view {
namespace {

constexpr double title_ratio = 1.45;

/// Latin, Greek, arrows, mathematical signs, shapes.
constexpr ImWchar glyphs[] = {0x20,   0x17f,  0x370,  0x3ff,  0x2000, 0x206f, 0x2070, 0x209f,
                              0x2190, 0x21ff, 0x2200, 0x22ff, 0x25a0, 0x25ff, 0};

ImFont* load(const std::string& name, double pixels) {
  const std::filesystem::path file = "/usr/share/fonts/truetype/dejavu/" + name;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored))
    throw core::Error(core::ErrorCode::io, {.file = file.string()}, "no such font", "the package fonts-dejavu-core");
  ImFontConfig config;
  config.OversampleH = 2;
  config.OversampleV = 1;
  config.PixelSnapH = true;
  return ImGui::GetIO().Fonts->AddFontFromFileTTF(file.c_str(), std::round(static_cast<float>(pixels)), &config,
                                                  glyphs);
}

ImVec4 vec4(const Color& c, double opacity = 1) {
  return {static_cast<float>(c[0]), static_cast<float>(c[1]), static_cast<float>(c[2]), static_cast<float>(opacity)};
}

}  // namespace

ImU32 packed(const Color& color, double opacity) { return ImGui::ColorConvertFloat4ToU32(vec4(color, opacity)); }

Gui::Gui(double text_pixels) : text_pixels_(text_pixels) {
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  load_fonts();
  ImGui_ImplOpenGL3_Init("#version 150");
}

Gui::~Gui() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

void Gui::load_fonts() {
  ImGui::GetIO().Fonts->Clear();
  fonts_.text = load("DejaVuSans.ttf", text_pixels_);
  fonts_.bold = load("DejaVuSans-Bold.ttf", text_pixels_);
  fonts_.title = load("DejaVuSans-Bold.ttf", title_ratio * text_pixels_);
}

void Gui::set_text_pixels(double text_pixels) {
  if (text_pixels == text_pixels_)
    return;
  text_pixels_ = text_pixels;
  load_fonts();
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

void Gui::set_theme(Theme theme) {
  const Palette palette = palette_of(theme);
  ImGuiStyle style;
  theme == Theme::dark ? ImGui::StyleColorsDark(&style) : ImGui::StyleColorsLight(&style);
  style.Colors[ImGuiCol_WindowBg] = vec4(palette.panel);
  style.Colors[ImGuiCol_PopupBg] = vec4(palette.panel);
  style.Colors[ImGuiCol_Text] = vec4(palette.text);
  style.Colors[ImGuiCol_TextDisabled] = vec4(palette.faint_text);
  style.Colors[ImGuiCol_CheckMark] = vec4(palette.accent);
  style.Colors[ImGuiCol_SliderGrab] = vec4(palette.accent);
  style.Colors[ImGuiCol_Border] = vec4(palette.line);
  style.FrameBorderSize = theme == Theme::light ? 1 : 0;  // boxes are as white as the panel there
  style.WindowRounding = 0;
  style.FrameRounding = 4;
  style.GrabRounding = 4;
  style.WindowBorderSize = 0;
  style.ScaleAllSizes(static_cast<float>(text_pixels_ / 15));
  ImGui::GetStyle() = style;
}

std::vector<unsigned char> read_pixels(int width, int height) {
  const std::size_t row = 3 * static_cast<std::size_t>(width);
  std::vector<unsigned char> up(row * static_cast<std::size_t>(height)), down(up.size());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, up.data());
  for (std::size_t r = 0; r < static_cast<std::size_t>(height); ++r)
    std::copy_n(up.begin() + static_cast<std::ptrdiff_t>(r * row), row,
                down.end() - static_cast<std::ptrdiff_t>((r + 1) * row));
  return down;
}

OffscreenFrame::OffscreenFrame(int width, int height) : width_(width), height_(height) {
  glGenFramebuffers(1, &framebuffer_);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glGenRenderbuffers(1, &color_);
  glBindRenderbuffer(GL_RENDERBUFFER, color_);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, color_);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
    throw core::Error(core::ErrorCode::io, {.key = "--size"}, std::to_string(width) + "x" + std::to_string(height),
                      "a size that this OpenGL can draw");
}

OffscreenFrame::~OffscreenFrame() {
  glDeleteFramebuffers(1, &framebuffer_);
  glDeleteRenderbuffers(1, &color_);
}

void OffscreenFrame::begin(double seconds) {
  ImGui::GetIO().DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
  ImGui::GetIO().DeltaTime = static_cast<float>(seconds);
  ImGui_ImplOpenGL3_NewFrame();
}

void OffscreenFrame::end() {
  ImGui::Render();
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glViewport(0, 0, width_, height_);
  glDisable(GL_SCISSOR_TEST);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glFinish();  // as the swap of a window does: frames that nobody looks at would pile up
}

std::vector<unsigned char> OffscreenFrame::pixels() const {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  return read_pixels(width_, height_);
}

}  // namespace spondyl::view
