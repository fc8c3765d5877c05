#include "output/hdf5_layout.hpp"

#include <functional>
#include <numeric>

namespace stempath::output {

namespace {

constexpr std::size_t growth_bytes = std::size_t{1} << 20; //!< of a file in memory
constexpr std::size_t smallest_chunked_bytes = std::size_t{1} << 14;
constexpr std::size_t chunk_bytes = std::size_t{1} << 20;
constexpr unsigned deflate_level = 4; //!< above it counts shrink no further, and take longer

constexpr unsigned in_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

} // namespace

Hdf5Handle file_in_memory() {
    // Failures are told by exceptions, not on stderr.
    check_hdf5(H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr), "errors");
    Hdf5Handle const access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "file");
    check_hdf5(H5Pset_fapl_core(access.id(), growth_bytes, 0), "file");
    // Nothing newer than what every netCDF-4 library reads. The oldest superblock has no checksum,
    // which HDF5 1.10 leaves stale in the image of a file that is still open.
    check_hdf5(H5Pset_libver_bounds(access.id(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), "file");
    Hdf5Handle const creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "file");
    // netCDF lists variables and attributes in the order of their making.
    check_hdf5(H5Pset_link_creation_order(creation.id(), in_order), "file");
    check_hdf5(H5Pset_attr_creation_order(creation.id(), in_order), "file");
    check_hdf5(H5Pset_obj_track_times(creation.id(), false), "file");
    return {H5Fcreate("results.nc", H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose, "file"};
}

std::string image_of(Hdf5Handle const& file) {
    check_hdf5(H5Fflush(file.id(), H5F_SCOPE_GLOBAL), "file");
    ssize_t const size = H5Fget_file_image(file.id(), nullptr, 0);
    check_hdf5(size < 0 ? -1 : 0, "file");
    std::string image(static_cast<std::size_t>(size), '\0');
    check_hdf5(H5Fget_file_image(file.id(), image.data(), image.size()) < 0 ? -1 : 0, "file");
    return image;
}

Hdf5Handle space_of(std::vector<hsize_t> const& shape) {
    if (shape.empty())
        return {H5Screate(H5S_SCALAR), H5Sclose, "extents"};
    return {H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose,
            "extents"};
}

Hdf5Handle layout_of(std::vector<hsize_t> const& shape, std::size_t bytes_per_value) {
    Hdf5Handle layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "layout");
    check_hdf5(H5Pset_obj_track_times(layout.id(), false), "layout");
    check_hdf5(H5Pset_attr_creation_order(layout.id(), in_order), "layout");
    hsize_t const values =
        std::accumulate(shape.begin(), shape.end(), hsize_t{1}, std::multiplies<>());
    if (values * bytes_per_value < smallest_chunked_bytes || shape.empty())
        return layout; // of texts as well
    auto const chunk = chunk_of(shape, chunk_bytes / bytes_per_value);
    check_hdf5(H5Pset_chunk(layout.id(), static_cast<int>(chunk.size()), chunk.data()), "layout");
    check_hdf5(H5Pset_shuffle(layout.id()), "layout");
    check_hdf5(H5Pset_deflate(layout.id(), deflate_level), "layout");
    return layout;
}

std::vector<hsize_t> chunk_of(std::vector<hsize_t> shape, hsize_t most) {
    hsize_t values = std::accumulate(shape.begin(), shape.end(), hsize_t{1}, std::multiplies<>());
    for (hsize_t& extent : shape) {
        hsize_t const others = values / extent;
        // As many whole slices as fit; one at least, which the next dimension then cuts.
        hsize_t const fitting = others < most ? most / others : 1;
        extent = extent < fitting ? extent : fitting;
        values = others * extent;
    }
    return shape;
}

} // namespace stempath::output
