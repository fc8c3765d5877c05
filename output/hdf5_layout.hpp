//! How files and variables lie in HDF5. For sources of this folder only.
#pragma once

#include "output/hdf5_handle.hpp"

#include <string>
#include <vector>

namespace stempath::output {

//! A new file that lives in memory and never touches a disk: a disk that is full must not leave the
//! library with something that it cannot write.
Hdf5Handle file_in_memory();

//! Every byte of a file in memory.
std::string image_of(Hdf5Handle const& file);

//! Extents; none: a scalar.
Hdf5Handle space_of(std::vector<hsize_t> const& shape);

//! Creation properties of a variable: large ones in chunks, shuffled and deflated. Texts, of 0
//! bytes here, never are: their variable holds only where they stand.
Hdf5Handle layout_of(std::vector<hsize_t> const& shape, std::size_t bytes_per_value);

//! Extents of a chunk: at most `most` values, whole rows of the fastest dimensions.
std::vector<hsize_t> chunk_of(std::vector<hsize_t> shape, hsize_t most);

} // namespace stempath::output
