#include "output/hdf5_handle.hpp"

#include "output/output_error.hpp"

#include <fmt/format.h>

namespace stempath::output {

namespace {

//! HDF5 lists the outermost failure last; the first says what really happened.
herr_t note_first(unsigned, H5E_error2_t const* error, void* words) {
    auto& text = *static_cast<std::string*>(words);
    if (text.empty() && error->desc != nullptr)
        text = error->desc;
    return 0;
}

//! Bytes of the UTF-8 sequence that `text` begins with; 0 when it begins with none.
std::size_t sequence_length(std::string_view text) {
    auto const byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    unsigned const a = byte(0), b = byte(1);
    std::size_t const length = a < 0x80                ? 1
                               : a >= 0xc2 && a < 0xe0 ? 2
                               : a >= 0xe0 && a < 0xf0 ? 3
                               : a >= 0xf0 && a < 0xf5 ? 4
                                                       : 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0u) != 0x80u)
            return 0;
    bool const overlong = (a == 0xe0 && b < 0xa0) || (a == 0xf0 && b < 0x90);
    bool const beyond = (a == 0xed && b > 0x9f) || (a == 0xf4 && b > 0x8f);
    return a == 0 || overlong || beyond ? 0 : length;
}

} // namespace

void check_hdf5(herr_t result, char const* what) {
    if (result >= 0)
        return;
    std::string words;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, note_first, &words);
    throw OutputError(Fault::io, fmt::format("cannot make the results file: {}: {}", what, words));
}

Hdf5Handle text_type() {
    Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "text type");
    check_hdf5(H5Tset_size(type.id(), H5T_VARIABLE), "text type");
    check_hdf5(H5Tset_cset(type.id(), H5T_CSET_UTF8), "text type");
    return type;
}

void put_attribute(hid_t of, char const* name, std::string_view value) {
    // HDF5 knows no text of no bytes: an empty one is a zero byte.
    std::string text = valid_utf8(value);
    if (text.empty())
        text.push_back('\0');
    Hdf5Handle const type(H5Tcopy(H5T_C_S1), H5Tclose, name);
    check_hdf5(H5Tset_size(type.id(), text.size()), name);
    check_hdf5(H5Tset_cset(type.id(), H5T_CSET_UTF8), name);
    put_attribute(of, name, type.id(), type.id(), text.data());
}

void put_attribute(hid_t of, char const* name, hid_t file_type, hid_t memory_type,
                   void const* value) {
    Hdf5Handle const space(H5Screate(H5S_SCALAR), H5Sclose, name);
    Hdf5Handle const attribute(
        H5Acreate2(of, name, file_type, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose, name);
    check_hdf5(H5Awrite(attribute.id(), memory_type, value), name);
}

std::string valid_utf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        std::size_t const length = sequence_length(text);
        valid += length > 0 ? text.substr(0, length) : std::string_view("\xef\xbf\xbd");
        text.remove_prefix(length > 0 ? length : 1);
    }
    return valid;
}

} // namespace stempath::output
