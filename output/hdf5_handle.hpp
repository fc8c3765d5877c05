//! HDF5 objects that close themselves. For sources of this folder only: it brings in HDF5's
//! headers.
#pragma once

#include <hdf5.h>
#include <string>
#include <string_view>
#include <utility>

namespace stempath::output {

//! Throws OutputError (Fault::io) with HDF5's own words when `result` says failure (negative).
void check_hdf5(herr_t result, char const* what);

//! An open object and how it is closed.
class Hdf5Handle {
  public:
    using Close = herr_t (*)(hid_t);

    //! Throws as check_hdf5 when `id` says failure.
    Hdf5Handle(hid_t id, Close close, char const* what) : id_(id), close_(close) {
        check_hdf5(id < 0 ? -1 : 0, what);
    }
    ~Hdf5Handle() {
        if (id_ >= 0)
            close_(id_);
    }
    Hdf5Handle(Hdf5Handle&& other) noexcept
        : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
    Hdf5Handle& operator=(Hdf5Handle&&) = delete;

    hid_t id() const { return id_; }

  private:
    hid_t id_;
    Close close_;
};

//! Texts of any length, UTF-8.
Hdf5Handle text_type();

//! An attribute that is one text of fixed length, as netCDF writes its own.
void put_attribute(hid_t of, char const* name, std::string_view value);
//! An attribute that is one number.
void put_attribute(hid_t of, char const* name, hid_t file_type, hid_t memory_type,
                   void const* value);

//! `text` with everything that is not UTF-8, and every zero byte, replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

} // namespace stempath::output
