#include "view/png.hpp"

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>

#include "core/error.hpp"

namespace spondyl::view {
namespace {

/// VTK's rows go upwards.
void copy_rows(const unsigned char* from, unsigned char* to, int width, int height) {
  const std::size_t row = 3 * static_cast<std::size_t>(width);
  for (std::size_t r = 0; r < static_cast<std::size_t>(height); ++r)
    std::copy_n(from + r * row, row, to + (static_cast<std::size_t>(height) - 1 - r) * row);
}

}  // namespace

Image part(const Image& image, int left, int top, int width, int height) {
  Image out{width, height, {}};
  for (int y = top; y < top + height; ++y) {
    const auto begin = image.pixels.begin() + 3 * (y * image.width + left);
    out.pixels.insert(out.pixels.end(), begin, begin + 3 * width);
  }
  return out;
}

std::string png_of(const Image& image) {
  vtkNew<vtkImageData> data;
  data->SetDimensions(image.width, image.height, 1);
  data->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
  copy_rows(image.pixels.data(), static_cast<unsigned char*>(data->GetScalarPointer()), image.width, image.height);
  vtkNew<vtkPNGWriter> writer;
  writer->SetInputData(data);
  writer->SetCompressionLevel(9);
  writer->WriteToMemoryOn();
  writer->Write();
  vtkUnsignedCharArray* result = writer->GetResult();
  return {reinterpret_cast<const char*>(result->GetPointer(0)), static_cast<std::size_t>(result->GetNumberOfValues())};
}

Image read_png(const std::filesystem::path& file) {
  vtkNew<vtkPNGReader> reader;
  if (!std::filesystem::exists(file) || !reader->CanReadFile(file.c_str()))
    throw core::Error(core::ErrorCode::io, {.file = file.string()}, "no PNG picture", "a PNG picture");
  reader->SetFileName(file.c_str());
  reader->Update();
  vtkImageData* data = reader->GetOutput();
  if (data->GetNumberOfScalarComponents() != 3)
    throw core::Error(core::ErrorCode::io, {.file = file.string()}, "not three channels", "an RGB picture");
  Image image{data->GetDimensions()[0], data->GetDimensions()[1], {}};
  image.pixels.resize(3 * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  copy_rows(static_cast<unsigned char*>(data->GetScalarPointer()), image.pixels.data(), image.width, image.height);
  return image;
}

}  // namespace spondyl::view
