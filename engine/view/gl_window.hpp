// VTK drawing into a texture of a context that somebody else owns (a window's, or one without a display).
#pragma once

#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>

namespace spondyl::view {

/// Debian's GLEW reports a missing GLX display on EGL although all entry points are there; VTK would give up.
class GlWindow : public vtkGenericOpenGLRenderWindow {
 public:
  static GlWindow* New();
  vtkTypeMacro(GlWindow, vtkGenericOpenGLRenderWindow);
  void OpenGLInitContext() override;
};

/// Made with the context current; gone before the context is.
class Canvas {
 public:
  Canvas();
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  vtkRenderWindow* window() { return window_; }
  /// Draws all renderers in pixels of the texture; returns its name in OpenGL, valid until the next drawing.
  unsigned draw(int width, int height);

 private:
  vtkNew<GlWindow> window_;
};

}  // namespace spondyl::view
