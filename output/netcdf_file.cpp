#include "output/netcdf_file.hpp"

#include "output/hdf5_handle.hpp"
#include "output/hdf5_layout.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <stdexcept>

namespace stempath::output {

namespace {

//! How values are held, in memory and in the file.
struct Storage {
    hid_t memory, file;
    std::size_t bytes; //!< of a number; 0 for texts
    void const* fill;  //!< null: none
};

Storage storage_of(std::int32_t const*) {
    static constexpr std::int32_t fill = NetcdfFile::missing_int32;
    return {H5T_NATIVE_INT32, H5T_STD_I32LE, 4, &fill};
}
Storage storage_of(std::int64_t const*) {
    static constexpr std::int64_t fill = NetcdfFile::missing_int64;
    return {H5T_NATIVE_INT64, H5T_STD_I64LE, 8, &fill};
}
Storage storage_of(double const*) {
    static constexpr double fill = std::numeric_limits<double>::quiet_NaN();
    return {H5T_NATIVE_DOUBLE, H5T_IEEE_F64LE, 8, &fill};
}

struct Dimension {
    hsize_t size;
    Hdf5Handle scale; //!< its coordinate variable
};

} // namespace

struct NetcdfFile::Content {
    explicit Content(std::string_view writer);

    //! Makes the variable and writes its values.
    Hdf5Handle put(VariableInfo const& info, std::vector<hsize_t> const& shape, Storage const& type,
                   void const* values);
    Hdf5Handle put_texts(VariableInfo const& info, std::vector<hsize_t> const& shape,
                         std::span<std::string const> values);
    void become_dimension(Hdf5Handle scale, std::string const& name, std::size_t size);
    //! Extents of the dimensions that a variable names. Throws when they do not make `count`.
    std::vector<hsize_t> shape_of(VariableInfo const& info, std::size_t count) const;
    void attach(Hdf5Handle const& variable, VariableInfo const& info) const;

    Hdf5Handle file;
    std::map<std::string, Dimension> dimensions;
};

NetcdfFile::Content::Content(std::string_view writer) : file(file_in_memory()) {
    unsigned major = 0, minor = 0, release = 0;
    check_hdf5(H5get_libversion(&major, &minor, &release), "version");
    put_attribute(file.id(), "_NCProperties",
                  fmt::format("version=2,{},hdf5={}.{}.{}", writer, major, minor, release));
}

Hdf5Handle NetcdfFile::Content::put(VariableInfo const& info, std::vector<hsize_t> const& shape,
                                    Storage const& type, void const* values) {
    char const* const name = info.name.c_str();
    if (H5Lexists(file.id(), name, H5P_DEFAULT) > 0)
        throw std::logic_error(info.name + " would be in the file twice");
    if (std::find(shape.begin(), shape.end(), hsize_t{0}) != shape.end())
        throw std::logic_error(info.name + " would hold nothing");
    Hdf5Handle const space = space_of(shape);
    Hdf5Handle const layout = layout_of(shape, type.bytes);
    if (type.fill != nullptr)
        check_hdf5(H5Pset_fill_value(layout.id(), type.memory, type.fill), name);
    Hdf5Handle variable(
        H5Dcreate2(file.id(), name, type.file, space.id(), H5P_DEFAULT, layout.id(), H5P_DEFAULT),
        H5Dclose, name);
    check_hdf5(H5Dwrite(variable.id(), type.memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), name);
    put_attribute(variable.id(), "long_name", info.long_name);
    if (!info.units.empty())
        put_attribute(variable.id(), "units", info.units);
    for (auto const& [attribute, value] : info.attributes)
        put_attribute(variable.id(), attribute.c_str(), value);
    if (type.fill != nullptr)
        put_attribute(variable.id(), "_FillValue", type.file, type.memory, type.fill);
    return variable;
}

Hdf5Handle NetcdfFile::Content::put_texts(VariableInfo const& info,
                                          std::vector<hsize_t> const& shape,
                                          std::span<std::string const> values) {
    std::vector<std::string> valid;
    for (std::string const& text : values)
        valid.push_back(valid_utf8(text));
    std::vector<char const*> pointers;
    for (std::string const& text : valid)
        pointers.push_back(text.c_str());
    Hdf5Handle const type = text_type();
    return put(info, shape, {type.id(), type.id(), 0, nullptr}, pointers.data());
}

void NetcdfFile::Content::become_dimension(Hdf5Handle scale, std::string const& name,
                                           std::size_t size) {
    check_hdf5(H5DSset_scale(scale.id(), name.c_str()), name.c_str());
    auto const id = static_cast<std::int32_t>(dimensions.size());
    put_attribute(scale.id(), "_Netcdf4Dimid", H5T_STD_I32LE, H5T_NATIVE_INT32, &id);
    dimensions.emplace(name, Dimension{size, std::move(scale)});
}

std::vector<hsize_t> NetcdfFile::Content::shape_of(VariableInfo const& info,
                                                   std::size_t count) const {
    std::vector<hsize_t> shape;
    hsize_t cells = 1;
    for (std::string const& name : info.dimensions) {
        auto const found = dimensions.find(name);
        if (found == dimensions.end())
            throw std::logic_error(fmt::format("{}: there is no dimension {}", info.name, name));
        shape.push_back(found->second.size);
        cells *= shape.back();
    }
    if (cells != count)
        throw std::logic_error(fmt::format("{}: {} values for {} cells", info.name, count, cells));
    return shape;
}

void NetcdfFile::Content::attach(Hdf5Handle const& variable, VariableInfo const& info) const {
    for (unsigned i = 0; i < info.dimensions.size(); ++i)
        check_hdf5(H5DSattach_scale(variable.id(), dimensions.at(info.dimensions[i]).scale.id(), i),
                   info.name.c_str());
}

NetcdfFile::NetcdfFile(std::string_view writer) : content_(std::make_unique<Content>(writer)) {}

NetcdfFile::~NetcdfFile() = default;

void NetcdfFile::attribute(std::string const& name, std::string_view value) {
    put_attribute(content_->file.id(), name.c_str(), value);
}

void NetcdfFile::attribute(std::string const& name, std::int64_t value) {
    put_attribute(content_->file.id(), name.c_str(), H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void NetcdfFile::attribute(std::string const& name, std::uint64_t value) {
    put_attribute(content_->file.id(), name.c_str(), H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

void NetcdfFile::attribute(std::string const& name, double value) {
    put_attribute(content_->file.id(), name.c_str(), H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

bool NetcdfFile::has_dimension(std::string const& name) const {
    return content_->dimensions.contains(name);
}

// Coordinates are never missing, so they have no fill value: with one, readers would make years
// into floating-point numbers.
void NetcdfFile::dimension(std::string const& name, std::string const& long_name,
                           std::span<std::int32_t const> values) {
    Storage const type{H5T_NATIVE_INT32, H5T_STD_I32LE, 4, nullptr};
    content_->become_dimension(
        content_->put({name, {name}, long_name, "1"}, {values.size()}, type, values.data()), name,
        values.size());
}

void NetcdfFile::dimension(std::string const& name, std::string const& long_name,
                           std::span<std::int64_t const> values) {
    Storage const type{H5T_NATIVE_INT64, H5T_STD_I64LE, 8, nullptr};
    content_->become_dimension(
        content_->put({name, {name}, long_name, "1"}, {values.size()}, type, values.data()), name,
        values.size());
}

void NetcdfFile::dimension(std::string const& name, std::string const& long_name,
                           std::span<std::string const> values) {
    content_->become_dimension(
        content_->put_texts({name, {name}, long_name, ""}, {values.size()}, values), name,
        values.size());
}

void NetcdfFile::variable(VariableInfo const& info, std::span<std::int32_t const> values) {
    auto const shape = content_->shape_of(info, values.size());
    content_->attach(content_->put(info, shape, storage_of(values.data()), values.data()), info);
}

void NetcdfFile::variable(VariableInfo const& info, std::span<std::int64_t const> values) {
    auto const shape = content_->shape_of(info, values.size());
    content_->attach(content_->put(info, shape, storage_of(values.data()), values.data()), info);
}

void NetcdfFile::variable(VariableInfo const& info, std::span<double const> values) {
    auto const shape = content_->shape_of(info, values.size());
    content_->attach(content_->put(info, shape, storage_of(values.data()), values.data()), info);
}

void NetcdfFile::variable(VariableInfo const& info, std::span<std::string const> values) {
    auto const shape = content_->shape_of(info, values.size());
    content_->attach(content_->put_texts(info, shape, values), info);
}

void NetcdfFile::write(FileWriter& to) {
    content_->dimensions.clear();
    to.write(image_of(content_->file));
}

} // namespace stempath::output
