# One library for each folder of the architecture; the link lines repeat its include directions.

include(CheckIncludeFileCXX)

# Fails at configuration, naming the package, when a header-only dependency is missing.
function(stempath_require_header header package)
  string(MAKE_C_IDENTIFIER "STEMPATH_HAVE_${header}" found)
  check_include_file_cxx("${header}" "${found}")
  if(NOT ${found})
    message(FATAL_ERROR "<${header}> not found: install ${package}")
  endif()
endfunction()

# stempath_room(NAME SOURCES file... [LEVELED file...] [USES target...] [INSIDE target...])
# USES is visible to whoever links the room, INSIDE is not. A room of headers only has no SOURCES.
# LEVELED sources are compiled once for each instruction level (cmake/levels.cmake).
function(stempath_room name)
  cmake_parse_arguments(PARSE_ARGV 1 ROOM "" "" "SOURCES;LEVELED;USES;INSIDE")
  set(target "stempath_${name}")
  if(NOT ROOM_SOURCES AND NOT ROOM_LEVELED)
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE stempath_flags ${ROOM_USES})
    return()
  endif()
  add_library(${target} STATIC ${ROOM_SOURCES})
  target_link_libraries(${target}
    PUBLIC stempath_flags ${ROOM_USES}
    PRIVATE fmt::fmt ${ROOM_INSIDE})
  foreach(source IN LISTS ROOM_LEVELED)
    stempath_add_leveled(${target} "${source}")
  endforeach()
endfunction()
