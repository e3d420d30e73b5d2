#include <vtk_glew.h>  // before all other OpenGL

#include "view/gl_window.hpp"

#include <vtkObjectFactory.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkTextureObject.h>

#include "core/error.hpp"

namespace spondyl::view {

vtkStandardNewMacro(GlWindow);

void GlWindow::OpenGLInitContext() {
  if (this->Initialized)
    return;
  constexpr GLenum no_glx_display = 4;
  const GLenum result = glewInit();
  this->GlewInitValid = (result == GLEW_OK || result == no_glx_display) && GLEW_VERSION_3_2;
  this->Initialized = this->GlewInitValid;
}

Canvas::Canvas() {
  window_->SetOwnContext(0);
  window_->SetMultiSamples(0);
  window_->SetFrameBlitModeToNoBlit();
  window_->SetIsCurrent(true);
  window_->SetReadyForRendering(true);
  window_->OpenGLInit();
  if (!GLEW_VERSION_3_2)
    throw core::Error(core::ErrorCode::io, {}, "an older OpenGL", "OpenGL 3.2 or newer",
                      "LIBGL_ALWAYS_SOFTWARE=1 chooses Mesa's own");
}

Canvas::~Canvas() { window_->Finalize(); }

unsigned Canvas::draw(int width, int height) {
  window_->SetSize(width, height);
  window_->GetState()->Reset();
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  window_->Render();
  vtkTextureObject* texture = window_->GetDisplayFramebuffer()->GetColorAttachmentAsTextureObject(0);
  glBindTexture(GL_TEXTURE_2D, texture->GetHandle());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glBindTexture(GL_TEXTURE_2D, 0);
  return texture->GetHandle();
}

}  // namespace spondyl::view
