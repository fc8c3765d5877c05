# The C library of HDF5 and its dimension scales. CMake's own search needs a C compiler.

find_path(STEMPATH_HDF5_INCLUDE hdf5_hl.h PATH_SUFFIXES hdf5/serial)
find_library(STEMPATH_HDF5_LIBRARY NAMES hdf5_serial hdf5 PATH_SUFFIXES hdf5/serial)
find_library(STEMPATH_HDF5_HL_LIBRARY NAMES hdf5_serial_hl hdf5_hl PATH_SUFFIXES hdf5/serial)
if(NOT STEMPATH_HDF5_INCLUDE OR NOT STEMPATH_HDF5_LIBRARY OR NOT STEMPATH_HDF5_HL_LIBRARY)
  message(FATAL_ERROR "HDF5 not found: install libhdf5-dev")
endif()
mark_as_advanced(STEMPATH_HDF5_INCLUDE STEMPATH_HDF5_LIBRARY STEMPATH_HDF5_HL_LIBRARY)

add_library(stempath_hdf5 INTERFACE)
target_include_directories(stempath_hdf5 SYSTEM INTERFACE "${STEMPATH_HDF5_INCLUDE}")
target_link_libraries(stempath_hdf5 INTERFACE "${STEMPATH_HDF5_HL_LIBRARY}" "${STEMPATH_HDF5_LIBRARY}")
