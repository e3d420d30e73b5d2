#include <hdf5.h>

#include <algorithm>
#include <limits>
#include <system_error>
#include <utility>

#include "core/error.hpp"
#include "sweep/query.hpp"

namespace spondyl::sweep {
namespace {

/// An identifier of the library and how it is let go.
class Handle {
 public:
  Handle(hid_t id, herr_t (*close)(hid_t), const std::string& file) : id_(id), close_(close) {
    if (id < 0)
      throw core::Error(core::ErrorCode::io, {.file = file}, "a failure of the HDF5 library",
                        "a file that can be written");
  }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (id_ >= 0)
      close_(id_);
  }
  operator hid_t() const { return id_; }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

Handle text_type(const std::string& file) {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, file);
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

void check(herr_t status, const std::string& file) {
  if (status < 0)
    throw core::Error(core::ErrorCode::io, {.file = file}, "a failed write", "room on the disk");
}

/// A slash would make groups.
std::string data_set_name(std::string name) {
  std::replace(name.begin(), name.end(), '/', '_');
  return name.empty() || name == "." ? "_" : name;
}

void write_column(hid_t root, const std::string& name, const std::vector<Value>& values, const std::string& file) {
  const hsize_t n = values.size();
  const Handle space(H5Screate_simple(1, &n, nullptr), H5Sclose, file);
  const bool has_text =
      std::any_of(values.begin(), values.end(), [](const Value& v) { return std::holds_alternative<std::string>(v); });
  if (has_text) {
    std::vector<std::string> texts;
    for (const Value& value : values)
      texts.push_back(to_text(value));
    std::vector<const char*> pointers;
    for (const std::string& text : texts)
      pointers.push_back(text.c_str());
    const Handle type = text_type(file);
    const Handle set(H5Dcreate2(root, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose,
                     file);
    check(H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), file);
    return;
  }
  std::vector<double> numbers;
  for (const Value& value : values) {
    const auto* number = std::get_if<double>(&value);
    numbers.push_back(number ? *number : std::numeric_limits<double>::quiet_NaN());
  }
  const Handle set(H5Dcreate2(root, name.c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                   H5Dclose, file);
  check(H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), file);
}

void write_attribute(hid_t root, const char* name, const std::string& text, const std::string& file) {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, file), type = text_type(file);
  const Handle attribute(H5Acreate2(root, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, file);
  const char* pointer = text.c_str();
  check(H5Awrite(attribute, type, &pointer), file);
}

}  // namespace

void write_hdf5(const Table& table, const Store& store, const std::filesystem::path& file) {
  const std::string temporary = file.string() + ".writing";
  std::error_code error;
  try {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // errors are told by exceptions, not by the library on stderr
    const Handle root(H5Fcreate(temporary.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose, temporary);
    for (const char* key : {"study", "program", "git", "model_sha256", "study_sha256"})
      write_attribute(root, key, store.meta(key), temporary);
    for (std::size_t c = 0; c < table.names.size(); ++c)
      write_column(root, data_set_name(table.names[c]), table.columns[c], temporary);
    check(H5Fflush(root, H5F_SCOPE_GLOBAL), temporary);
  } catch (...) {
    std::filesystem::remove(temporary, error);
    throw;
  }
  std::filesystem::rename(temporary, file, error);
  if (error)
    throw core::Error(core::ErrorCode::io, {.file = file.string()}, error.message(), "a file that can be written");
}

}  // namespace spondyl::sweep
